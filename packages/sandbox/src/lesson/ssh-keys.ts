import { generateKeyPairSync } from 'node:crypto';

/** A key pair of one sandbox: OpenSSH reads the private half as PEM, the public half is a line for authorized_keys. */
export interface SshKeys {
  privateKey: string;
  publicKey: string;
}

const field = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** Makes an ECDSA P-256 pair. The public half's encoding is RFC 5656, section 3.1. */
export function makeSshKeys(): SshKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([
    Buffer.of(4),
    Buffer.from(x ?? '', 'base64url'),
    Buffer.from(y ?? '', 'base64url'),
  ]);
  const blob = Buffer.concat([Buffer.from('ecdsa-sha2-nistp256'), Buffer.from('nistp256'), point].map(field));
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'sec1' }).toString(),
    publicKey: `ecdsa-sha2-nistp256 ${blob.toString('base64')} sandbox\n`,
  };
}
