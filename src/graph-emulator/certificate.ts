import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate and its key, as PEM. */
export interface Certificate {
  readonly certificate: string;
  /** It is never written anywhere. */
  readonly key: string;
}

/** Names under which clients may find the emulator: where they let themselves be sent here, Microsoft's own too. */
const HOST_NAMES = ['localhost', 'graph.microsoft.com', 'login.microsoftonline.com'] as const;
const ADDRESSES = ['7f000001', `${'00'.repeat(15)}01`] as const;

/** Object identifiers in DER: ecdsa-with-SHA256, commonName, subjectAltName, basicConstraints. */
const ECDSA_WITH_SHA256 = '06082a8648ce3d040302';
const COMMON_NAME = '0603550403';
const SUBJECT_ALT_NAME = '0603551d11';
const BASIC_CONSTRAINTS = '0603551d13';

/** The largest span that X.509 writes with two digits for the year: clients have clocks of their own. */
const NOT_BEFORE = '000101000000Z';
const NOT_AFTER = '491231235959Z';

const [BOOLEAN, INTEGER, BITS, OCTETS, UTF8, TIME, SEQUENCE, SET] = [0x01, 0x02, 0x03, 0x04, 0x0c, 0x17, 0x30, 0x31];
const [VERSION, EXTENSIONS, DNS_NAME, IP_ADDRESS] = [0xa0, 0xa3, 0x82, 0x87];

/**
 * A new key on P-256 and a certificate that it signs itself (RFC 5280), good for loopback. Node makes keys and no
 * certificates; this needs no program and no package beside it.
 */
export function selfSigned(): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(SEQUENCE, hex(ECDSA_WITH_SHA256));
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, hex(COMMON_NAME), text(UTF8, 'Seatkeeper Graph emulator'))));
  const content = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, hex('02'))),
    // Positive, and not 0.
    der(INTEGER, hex('01'), randomBytes(15)),
    algorithm,
    name,
    der(SEQUENCE, text(TIME, NOT_BEFORE), text(TIME, NOT_AFTER)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(EXTENSIONS, der(SEQUENCE, alternativeNames(), authority())),
  );
  const signature = der(BITS, hex('00'), sign('sha256', content, privateKey));
  return {
    certificate: pem('CERTIFICATE', der(SEQUENCE, content, algorithm, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function alternativeNames(): Buffer {
  const names = [
    ...HOST_NAMES.map((host) => text(DNS_NAME, host)),
    ...ADDRESSES.map((address) => der(IP_ADDRESS, hex(address))),
  ];
  return der(SEQUENCE, hex(SUBJECT_ALT_NAME), der(OCTETS, der(SEQUENCE, ...names)));
}

/** Critical, cA true: clients take it for an authority of their own. */
function authority(): Buffer {
  const isCritical = der(BOOLEAN, hex('ff'));
  return der(SEQUENCE, hex(BASIC_CONSTRAINTS), isCritical, der(OCTETS, der(SEQUENCE, der(BOOLEAN, hex('ff')))));
}

/** One value: its tag, its length and its content. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const isShort = length < 0x80;
  const digits = length.toString(16);
  const bytes = isShort ? hex('') : hex(digits.padStart(digits.length + (digits.length % 2), '0'));
  return Buffer.concat([Buffer.from([tag, isShort ? length : 0x80 + bytes.length]), bytes, content]);
}

function text(tag: number, value: string): Buffer {
  return der(tag, Buffer.from(value));
}

function hex(digits: string): Buffer {
  return Buffer.from(digits, 'hex');
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
