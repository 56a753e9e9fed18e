/** No sandbox of an earlier run is there at the start, and none of this one at the end. */
import { enterAdmin } from './admin-door.ts';

export default async function clear(): Promise<void> {
  const admin = await enterAdmin();
  await admin('DELETE', '/api/admin/sandboxes');
}
