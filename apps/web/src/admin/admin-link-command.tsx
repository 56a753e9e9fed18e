/** The command that prints a new one-time link. */
export function AdminLinkCommand() {
  return (
    <pre className="mt-4 overflow-x-auto rounded-lg border bg-sunk px-4 py-2.5 text-left font-mono text-ink text-sm">
      npx sandlot admin link
    </pre>
  );
}
