import {
  der,
  type DerNode,
  elements,
  fields,
  readBer,
  readNamedBits,
  readSmallInteger,
  readText,
  tags,
} from '../../der/index.ts';

/** PKIFailureInfo (RFC 3161 2.4.2): the bits a time-stamping authority may set. */
export const failures = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  addInfoNotAvailable: 17,
  systemFailure: 25,
} as const;
export type Failure = keyof typeof failures;

/** TimeStampResp. */
export type TimeStampResponse = {
  /** PKIStatus: 0 granted, 1 granted with modifications, 2 rejection and more. */
  readonly status: number;
  readonly text: readonly string[];
  readonly failures: readonly Failure[];
  /** The token, a ContentInfo with SignedData, as it stands. */
  readonly token: Buffer | undefined;
};

/** @throws DerError */
export function parseTimeStampResponse(bytes: Uint8Array): TimeStampResponse {
  const f = fields(readBer(bytes, { length: 4 * 1024 * 1024, nodes: 50_000 }));
  const status = fields(f.next());
  const token = f.optional(tags.sequence);
  f.end();
  const code = readSmallInteger(status.next(), 0, 5);
  const text = status.optional(tags.sequence);
  const failure = status.optional(tags.bitString);
  status.end();
  return {
    status: code,
    text: text === undefined ? [] : elements(text).map((node) => readText(node)),
    failures: failure === undefined ? [] : failuresIn(failure),
    token: token?.raw,
  };
}

function failuresIn(node: DerNode): Failure[] {
  const bits = readNamedBits(node);
  return Object.entries(failures).flatMap(([name, bit]) => (bits.has(bit) ? [name as Failure] : []));
}

/** A response with a token in it. */
export const grantedResponse = (token: Uint8Array): Buffer => der.sequence(der.sequence(der.integer(0)), token);

/** A rejection. `text`: for people, in UTF-8. */
export const rejectedResponse = (failure: Failure, text?: string): Buffer =>
  der.sequence(
    der.sequence(
      der.integer(2),
      text === undefined ? undefined : der.sequence(der.utf8String(text)),
      der.namedBits([failures[failure]]),
    ),
  );
