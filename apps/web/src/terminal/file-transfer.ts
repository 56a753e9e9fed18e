/** Brings a file into a machine, and takes one out. Never throws: what went wrong is a sentence for a person. */
import { ErrorBody, FILE_BYTES, FilePut } from '@sandlot/protocol';
import type { Answer } from '../live/ask-broker.ts';
import { sizeInWords } from './terminal-notices.ts';

const MEGABYTES = FILE_BYTES / 1024 ** 2;
const NO_ANSWER = 'Sandlot does not answer. Check the connection, then try again.';
const NOT_UNDERSTOOD = 'Sandlot answered in a way that this page does not understand. Reload the page.';

export interface MachineFile {
  sandboxId: string;
  machine: string;
  /** From the root, or from the home folder. */
  path: string;
}

/** Sends a body and tells how much of it has gone. Rejects when there is no answer. */
export type SendFile = (
  url: string,
  file: Blob,
  onProgress: (part: number) => void,
) => Promise<{ status: number; body: string }>;

const address = ({ sandboxId, machine, path }: MachineFile) =>
  `/api/sandboxes/${sandboxId}/files?${new URLSearchParams({ machine, path })}`;

/** Why a file cannot be sent, before it is tried; null when it can. */
export function refusedFile(name: string, bytes: number): string | null {
  return bytes > FILE_BYTES
    ? `${name} has ${sizeInWords(bytes)}; at most ${MEGABYTES} MB can be brought in at once. Pack it, or split it.`
    : null;
}

/** Puts a file into a machine; the answer says where it is. `onProgress` gets a part of 1. */
export async function uploadFile(
  where: Omit<MachineFile, 'path'> & { path?: string; file: File },
  onProgress: (part: number) => void = () => {},
  send: SendFile = sendByRequest,
): Promise<Answer<{ path: string }>> {
  const { file, path = file.name } = where;
  const refused = refusedFile(file.name, file.size);
  if (refused) return { ok: false, code: 'limit', message: refused };
  let answer: { status: number; body: string };
  try {
    answer = await send(address({ ...where, path }), file, onProgress);
  } catch {
    return { ok: false, code: 'network', message: NO_ANSWER };
  }
  const put = FilePut.safeParse(jsonOf(answer.body));
  if (answer.status < 300 && put.success) return { ok: true, value: put.data };
  return failure(answer.body);
}

/** Takes a file out of a machine and saves it as a browser saves downloads. Null, or why it could not. */
export async function downloadFile(where: MachineFile): Promise<string | null> {
  const answer = await fetchFile(where);
  if (!answer.ok) return answer.message;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(answer.value);
  link.download = where.path.split('/').filter(Boolean).at(-1) ?? 'file';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return null;
}

/** A file's bytes. */
export async function fetchFile(where: MachineFile, origin = ''): Promise<Answer<Blob>> {
  try {
    const response = await fetch(`${origin}${address(where)}`, { cache: 'no-store' });
    return response.ok ? { ok: true, value: await response.blob() } : failure(await response.text());
  } catch {
    return { ok: false, code: 'network', message: NO_ANSWER };
  }
}

function failure(body: string): { ok: false; code: ErrorBody['error']['code']; message: string } {
  const failed = ErrorBody.safeParse(jsonOf(body));
  return failed.success
    ? { ok: false, ...failed.data.error }
    : { ok: false, code: 'internal', message: NOT_UNDERSTOOD };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `fetch` does not tell how much it has sent. */
const sendByRequest: SendFile = (url, file, onProgress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 1);
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = () => reject(new Error('no answer'));
    request.send(file);
  });
