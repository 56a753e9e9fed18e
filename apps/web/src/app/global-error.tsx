'use client';

/** When even the frame around all pages failed: no style sheet may be there. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body
        style={{
          font: '16px/1.6 system-ui, sans-serif',
          maxWidth: '36em',
          margin: '15vh auto',
          padding: '0 20px',
        }}
      >
        <h1 style={{ fontSize: 22 }}>Sandlot failed to draw this page</h1>
        <p>It is our fault, not yours. Sandboxes and what you have passed are not touched by it.</p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}
