import path from 'node:path';
import type { NextConfig } from 'next';

const root = path.join(import.meta.dirname, '../..');

export default {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // server.ts writes the security headers, for pages and for everything else.
  turbopack: { root },
  outputFileTracingRoot: root,
  transpilePackages: ['@sandlot/protocol', '@sandlot/screen'],
  experimental: { preloadEntriesOnStart: false },
} satisfies NextConfig;
