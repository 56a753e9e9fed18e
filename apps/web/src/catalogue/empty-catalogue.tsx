import { FolderPlus } from 'lucide-react';

/** When there is no course at all. */
export function EmptyCatalogue() {
  return (
    <section className="mt-12 rounded-xl border border-line-strong border-dashed px-6 py-14 text-center">
      <FolderPlus size={26} aria-hidden="true" className="mx-auto text-ink-3" />
      <h2 className="mt-4 font-semibold text-lg tracking-tight">No lessons yet</h2>
      <p className="mx-auto mt-1.5 max-w-[52ch] text-ink-2 text-sm">
        A course is a folder under <code className="font-mono text-xs">courses/</code> with a{' '}
        <code className="font-mono text-xs">course.yaml</code> and a folder for each lesson. Add one, and it
        appears here within a second.
      </p>
    </section>
  );
}
