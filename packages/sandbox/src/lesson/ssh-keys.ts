import { createECDH, createPrivateKey, hkdfSync } from 'node:crypto';

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

/**
 * The ECDSA P-256 pair of a sandbox: always the same for one secret and id, so that a broker that has restarted
 * can give a reset machine the key that its peers know. The public half's encoding is RFC 5656, section 3.1.
 */
export function sshKeysOf(secret: Uint8Array, sandboxId: string): SshKeys {
  const d = Buffer.from(hkdfSync('sha256', secret, sandboxId, 'sandlot ssh', 32));
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey(); // 0x04, x, y
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', d: d.toString('base64url'), x: x ?? '', y: y ?? '' };
  const key = createPrivateKey({ format: 'jwk', key: jwk });
  const blob = Buffer.concat([Buffer.from('ecdsa-sha2-nistp256'), Buffer.from('nistp256'), point].map(field));
  return {
    privateKey: key.export({ format: 'pem', type: 'sec1' }).toString(),
    publicKey: `ecdsa-sha2-nistp256 ${blob.toString('base64')} sandbox\n`,
  };
}
