import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes the opaque tokens of links, and tells its own from others. */
export interface LinkSeal {
  seal(value: unknown): string;
  /** What was sealed; undefined where this seal did not make the token. */
  open(token: string): unknown;
}

export function sealWith(secret: string): LinkSeal {
  const signatureOf = (content: string) => createHmac('sha256', secret).update(content).digest();
  return {
    seal(value) {
      const content = Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${content}.${signatureOf(content).toString('base64url')}`;
    },
    open(token) {
      const [content = '', signature = ''] = token.split('.');
      const [given, own] = [Buffer.from(signature, 'base64url'), signatureOf(content)];
      if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
      return JSON.parse(Buffer.from(content, 'base64url').toString());
    },
  };
}
