/** What routes and sockets serve from. */
import type { AdminView } from '../admin/admin-view.ts';
import type { CheckService } from '../checks/check-service.ts';
import type { ClusterViews } from '../cluster/cluster-views.ts';
import type { LessonView } from '../lessons/lesson-view.ts';
import type { Parts } from '../parts.ts';
import type { WarmPool } from '../pool/warm-pool.ts';
import type { Previews } from '../previews/previews.ts';
import type { Recordings } from '../recordings/recordings.ts';
import type { SandboxService } from '../sandboxes/sandbox-service.ts';
import type { Screens } from '../screens/screens.ts';
import type { TerminalRegistry } from '../terminals/terminal-registry.ts';
import type { Tickets } from '../terminals/tickets.ts';
import type { Identity } from './identity.ts';

export interface Services {
  parts: Parts;
  sandboxes: SandboxService;
  pool: WarmPool;
  screens: Screens;
  terminals: TerminalRegistry;
  recordings: Recordings;
  checks: CheckService;
  view: LessonView;
  adminView: AdminView;
  identity: Identity;
  /** For one terminal each. */
  tickets: Tickets<'ticket'>;
  /** For one view of a cluster each. */
  looks: Tickets<'look'>;
  clusters: ClusterViews;
  previews: Previews;
  /** Why this runtime was picked. */
  why: string;
  /** The secret of /internal. */
  internal: string;
  /** The configured origin, if any. */
  origin: string | null;
}
