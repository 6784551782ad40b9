// What a reader of foreign bytes refuses. Thrown inside the parsers, turned into a refusal or a reason at the border of an act.

export type DerFault =
  | 'truncated'
  | 'trailing'
  | 'length'
  | 'indefinite'
  | 'tag'
  | 'constructed'
  | 'boolean'
  | 'integer'
  | 'null'
  | 'oid'
  | 'bits'
  | 'time'
  | 'text'
  | 'missing'
  | 'unexpected'
  | 'order'
  | 'range'
  | 'budget';

/** Bytes that are not what the standard allows. `offset` counts octets from the start of the bytes given to the reader. */
export class DerError extends Error {
  override readonly name = 'DerError';
  readonly fault: DerFault;
  readonly offset: number;
  constructor(fault: DerFault, offset: number, what: string) {
    super(`${what} at ${offset}`);
    this.fault = fault;
    this.offset = offset;
  }
}
