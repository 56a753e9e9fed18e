/** Lets the keyboard pass the bar at the top. The page has an element with the id `main`. */
export function SkipLink({
  to = 'main',
  children = 'Skip to the content',
}: {
  to?: string;
  children?: string;
}) {
  return (
    <a
      href={`#${to}`}
      className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-1.5 text-on-accent text-sm focus:translate-y-0"
    >
      {children}
    </a>
  );
}
