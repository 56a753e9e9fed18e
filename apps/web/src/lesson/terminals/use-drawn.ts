'use client';
import type { SandboxInfo } from '@sandlot/protocol';
import { useCallback, useState } from 'react';
import { addressOf } from './terminal-address.ts';

interface Drawn {
  key: string;
  /** Sandbox and generation of the machine: a clean machine has none of the old one's terminals. */
  life: string;
}

const lifeOf = (sandbox: SandboxInfo, key: string): string => {
  const machine = sandbox.machines.find((one) => one.name === addressOf(key).machine);
  return `${sandbox.id}:${machine?.generation ?? 0}`;
};

/** The terminals that this page has drawn and not erased since. */
export function useDrawn() {
  const [all, setAll] = useState<readonly Drawn[]>([]);
  /** Keys of those that belong to the machines as they are now. */
  const drawnIn = useCallback(
    (sandbox: SandboxInfo) =>
      all.filter((one) => one.life === lifeOf(sandbox, one.key)).map((one) => one.key),
    [all],
  );
  const draw = useCallback((sandbox: SandboxInfo, ...keys: string[]) => {
    setAll((before) => {
      const fresh = keys
        .map((key) => ({ key, life: lifeOf(sandbox, key) }))
        .filter((one) => !before.some((old) => old.key === one.key && old.life === one.life));
      if (fresh.length === 0) return before;
      const kept = before.filter((old) => !fresh.some((one) => one.key === old.key));
      return [...kept, ...fresh];
    });
  }, []);
  const erase = useCallback((key: string) => setAll((before) => before.filter((one) => one.key !== key)), []);
  return { drawnIn, draw, erase };
}
