'use client';
import { ClusterState, TerminalTicket } from '@sandlot/protocol';
import { askBroker } from '../live/ask-broker.ts';
import type { LiveSnapshot } from '../live/live-state.ts';
import { useLiveState, webSocketUrl } from '../live/use-live-state.ts';

/** What may be otherwise in a moment. */
const FOR_NOW = ['network', 'engine', 'internal'];

/** The cluster of a machine as it is now, for as long as the page shows it. */
export function useCluster(sandboxId: string, machine: string): LiveSnapshot<ClusterState> {
  const [snapshot] = useLiveState<ClusterState>(
    { schema: ClusterState, url: () => viewAddress(sandboxId, machine) },
    true,
  );
  return snapshot;
}

async function viewAddress(sandboxId: string, machine: string): Promise<string | { refusal: string }> {
  const body = { machine };
  const answer = await askBroker('POST', `/api/sandboxes/${sandboxId}/cluster`, TerminalTicket, body, {
    again: true,
  });
  if (answer.ok) return webSocketUrl(`/ws/cluster?ticket=${encodeURIComponent(answer.value.ticket)}`);
  if (FOR_NOW.includes(answer.code)) throw new Error(answer.message);
  return { refusal: answer.message };
}
