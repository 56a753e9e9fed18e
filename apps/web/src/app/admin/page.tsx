import { AdminFrame } from '../../admin/admin-frame.tsx';
import { NotAdmin } from '../../admin/not-admin.tsx';
import { SandboxesPage } from '../../admin/sandboxes-page.tsx';
import { catalogue } from '../../server/catalogue.ts';
import { isAdmin } from '../../server/visitor.ts';

export default async function AdminPage() {
  if (!(await isAdmin())) return <NotAdmin />;
  const { problems } = await catalogue();
  return (
    <AdminFrame here="sandboxes">
      <SandboxesPage problems={problems} />
    </AdminFrame>
  );
}
