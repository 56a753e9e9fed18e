import { EnterForm } from '../../../admin/enter-form.tsx';
import { TopBar } from '../../../ui/top-bar.tsx';

export const metadata = { title: 'Become an admin' };

export default function EnterPage() {
  return (
    <>
      <TopBar />
      <EnterForm />
    </>
  );
}
