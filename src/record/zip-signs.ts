export type ZipFault = 'NOT_ZIP' | 'DAMAGED' | 'TOO_LARGE' | 'TOO_MANY' | 'BAD_NAME' | 'DUPLICATE_NAME' | 'UNSUPPORTED';

export class ZipError extends Error {
  override readonly name = 'ZipError';
  readonly fault: ZipFault;
  /** The member whose bytes are not those that were packed. */
  readonly altered: string | undefined;
  constructor(fault: ZipFault, about: string, altered?: string) {
    super(about);
    this.fault = fault;
    this.altered = altered;
  }
}

/** What the parts of an archive begin with (APPNOTE.TXT 4.3). */
export const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, descriptor: 0x08074b50 } as const;

/** General purpose bits (4.4.4): the name is UTF-8; sizes and checksum stand behind the member. */
export const UTF8 = 0x0800;
export const SIZES_BEHIND = 0x0008;
