'use client';
import type { AdminSandbox, AdminState } from '@sandlot/protocol';
import { Boxes } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNow } from '../live/use-now.ts';
import { Button } from '../ui/button.tsx';
import { Pill } from '../ui/pill.tsx';
import { bytes, countdown, shortDuration } from '../words/durations.ts';
import { sandboxStateWords } from './sandbox-state-words.ts';

export interface SandboxActions {
  extend: (sandbox: AdminSandbox) => void;
  reset: (sandbox: AdminSandbox) => void;
  remove: (sandbox: AdminSandbox) => void;
}

interface SandboxTableProps {
  state: AdminState | null;
  found: AdminSandbox[];
  query: string;
  clockOffsetMs: number;
  actions: SandboxActions;
}

/** Who runs what. On a phone each row becomes a card. */
export function SandboxTable({ state, found, query, clockOffsetMs, actions }: SandboxTableProps) {
  const now = useNow(1000);
  if (!state) return <div aria-busy="true" className="h-40 animate-breathe rounded-xl border bg-panel" />;
  if (found.length === 0) return <Empty query={query} />;
  const nowMs = now === null ? state.nowMs : now + clockOffsetMs;
  return (
    <div className="overflow-hidden rounded-xl border bg-panel shadow-card">
      <table className="w-full border-collapse text-sm">
        <thead className="bg-sunk text-ink-3 text-xs max-lg:sr-only">
          <tr>
            <Head>Student</Head>
            <Head>Lesson</Head>
            <Head>State</Head>
            <Head right>Age</Head>
            <Head right>Left</Head>
            <Head right>CPU</Head>
            <Head right>Memory</Head>
            <th>
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map((one) => (
            <Row key={one.id} sandbox={one} nowMs={nowMs} actions={actions} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  sandbox: one,
  nowMs,
  actions,
}: {
  sandbox: AdminSandbox;
  nowMs: number;
  actions: SandboxActions;
}) {
  const words = sandboxStateWords(one);
  const stopped = one.machines.find((machine) => machine.message)?.message;
  return (
    <tr
      data-sandbox={one.id}
      className="border-line border-t max-lg:grid max-lg:grid-cols-2 max-lg:gap-x-4 max-lg:px-1 max-lg:py-2"
    >
      <Cell wide>
        <span className="font-medium">{one.userName}</span>
        <Small>
          {one.attached === 0
            ? 'no terminal open'
            : one.attached === 1
              ? '1 terminal open'
              : `${one.attached} terminals open`}
        </Small>
      </Cell>
      <Cell wide>
        {one.lessonTitle}
        <Small>
          {one.tasksPassed} of {one.tasksAll} ·{' '}
          {one.machines.map((machine) => machine.name).join(', ') || 'no machines yet'}
        </Small>
      </Cell>
      <Cell wide>
        <Pill tone={words.tone} dot>
          {words.text}
        </Pill>
        {(stopped ?? (one.state !== 'ready' && one.progress)) && <Small>{stopped ?? one.progress}</Small>}
      </Cell>
      <Cell right label="Age">
        {shortDuration(nowMs - one.createdAtMs)}
      </Cell>
      <Cell right label="Left">
        <span className={one.expiresSoon ? 'text-wait' : undefined}>
          {countdown(one.expiresAtMs - nowMs)}
        </span>
      </Cell>
      <Cell right label="CPU">
        {one.cpu === null ? '–' : `${Math.round(one.cpu * 100)} %`}
      </Cell>
      <Cell right label="Memory">
        {one.memoryBytes === null ? '–' : bytes(one.memoryBytes)}
        {one.memoryLimitBytes !== null && <Small>of {bytes(one.memoryLimitBytes)}</Small>}
      </Cell>
      <td className="whitespace-nowrap px-2 py-2.5 text-right max-lg:px-0.5 align-middle max-lg:col-span-2 max-lg:text-left">
        <Button
          kind="ghost"
          onClick={() => actions.reset(one)}
          aria-label={`Reset ${one.userName}’s sandbox`}
          disabled={one.state !== 'ready'}
        >
          Reset
        </Button>
        <Button
          kind="ghost"
          onClick={() => actions.extend(one)}
          aria-label={`Extend ${one.userName}’s sandbox`}
          disabled={!one.mayExtend}
        >
          Extend
        </Button>
        <Button
          kind="danger"
          onClick={() => actions.remove(one)}
          aria-label={`Remove ${one.userName}’s sandbox`}
        >
          Remove
        </Button>
      </td>
    </tr>
  );
}

function Head({ right, children }: { right?: boolean; children: ReactNode }) {
  return <th className={`px-3.5 py-2.5 font-medium ${right ? 'text-right' : 'text-left'}`}>{children}</th>;
}

function Cell({
  right,
  wide,
  label,
  children,
}: {
  right?: boolean;
  wide?: boolean;
  label?: string;
  children: ReactNode;
}) {
  return (
    <td
      className={`px-3.5 py-2.5 align-middle max-lg:py-1.5 ${right ? 'tabular whitespace-nowrap text-right max-lg:text-left' : ''} ${wide ? 'max-lg:col-span-2' : ''}`}
    >
      {label && (
        <span aria-hidden="true" className="mr-2 text-ink-3 text-xs lg:hidden">
          {label}
        </span>
      )}
      {children}
    </td>
  );
}

function Small({ children }: { children: ReactNode }) {
  return <span className="tabular block text-ink-3 text-xs">{children}</span>;
}

function Empty({ query }: { query: string }) {
  return (
    <div className="rounded-xl border border-line-strong border-dashed px-6 py-14 text-center">
      <Boxes size={24} aria-hidden="true" className="mx-auto text-ink-3" />
      <h2 className="mt-3 font-semibold text-md tracking-tight">
        {query ? 'Nothing found' : 'No sandbox runs now'}
      </h2>
      <p className="mt-1 text-ink-2 text-sm">
        {query
          ? `No student, lesson or machine has “${query}” in it.`
          : 'As soon as a student presses Start, it appears here by itself.'}
      </p>
    </div>
  );
}
