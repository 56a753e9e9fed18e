import { AdminFrame } from '../../../admin/admin-frame.tsx';
import { AuditTable } from '../../../admin/audit-table.tsx';
import { NotAdmin } from '../../../admin/not-admin.tsx';
import { isAdmin } from '../../../server/visitor.ts';

export const metadata = { title: 'Audit' };

export default async function AuditPage() {
  if (!(await isAdmin())) return <NotAdmin />;
  return (
    <AdminFrame here="audit">
      <AuditTable />
    </AdminFrame>
  );
}
