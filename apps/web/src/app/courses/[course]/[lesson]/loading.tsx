/** The shape of a lesson page while it is drawn. */
export default function LoadingLesson() {
  return (
    <div className="flex h-dvh flex-col" aria-busy="true">
      <div className="flex h-[52px] items-center border-b bg-panel px-4">
        <span className="logo-mark block size-5 rounded-sm" />
        <span className="sr-only">Loading the lesson</span>
      </div>
      <div className="grid min-h-0 flex-1 grid-cols-[46fr_54fr] phone:grid-cols-1">
        <div className="animate-breathe px-11 pt-[30px] phone:px-4">
          <div className="h-8 w-3/5 rounded-md bg-sunk" />
          <div className="mt-4 h-4 w-full rounded-xs bg-sunk" />
          <div className="mt-2 h-4 w-4/5 rounded-xs bg-sunk" />
          <div className="mt-8 h-40 rounded-xl border bg-panel" />
          <div className="mt-4 h-16 rounded-xl border bg-panel" />
        </div>
        <div className="bg-term phone:hidden" />
      </div>
    </div>
  );
}
