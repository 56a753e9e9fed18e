import type { HostFinding } from '@sandlot/protocol';
import { PackageCheck, PackageX } from 'lucide-react';
import { Notice } from '../ui/notice.tsx';

/** Whether the registry that Docker in sandboxes pulls through answers; when not, why and what to do. */
export function RegistryMirror({ mirror: { name, ok, reason, remedy } }: { mirror: HostFinding }) {
  if (!ok) {
    return (
      <Notice tone="wait" className="mt-3.5" icon={<PackageX size={15} aria-hidden="true" />}>
        {name}: {reason} {remedy}
      </Notice>
    );
  }
  return (
    <p className="mt-3.5 flex items-center gap-2 text-ink-2 text-sm">
      <PackageCheck size={15} aria-hidden="true" className="text-ink-3" /> {name}: {reason}
    </p>
  );
}
