import type { FastifyRequest } from 'fastify';
import { type ScanType, scanType } from '../../platform/media-type.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Given } from './given.ts';
import { refuse } from './refusals.ts';

// A form with a file. The file's kind is what its bytes say; what a browser calls it is not trusted.

export const scanLimit = 10 * 1024 * 1024;
export type Scan = { readonly bytes: Buffer; readonly mediaType: ScanType };

type Sent = { readonly given: Given; readonly file: { readonly bytes: Buffer; readonly truncated: boolean } | null };

type SentFile = NonNullable<Sent['file']> & { readonly name: string };

/** The fields as typed, and the file of that field. */
export async function readParts(request: FastifyRequest, field: string, fileSize: number): Promise<Sent> {
  const { given, files } = await readFiles(request, [field], fileSize);
  return { given, file: files.get(field) ?? null };
}

/** The fields as typed, and the files of those fields. The whole body is read either way, so that nothing typed is lost. */
export async function readFiles(
  request: FastifyRequest,
  fields: readonly string[],
  fileSize: number,
): Promise<{ readonly given: Given; readonly files: ReadonlyMap<string, SentFile> }> {
  const given: Record<string, string | string[]> = {};
  const files = new Map<string, SentFile>();
  request.typed = given;
  for await (const part of request.parts({
    throwFileSizeLimit: false,
    limits: { fileSize, files: fields.length, fields: 200, parts: 220 },
  } as Parameters<typeof request.parts>[0])) {
    if (part.type === 'field') {
      const before = given[part.fieldname];
      const value = String(part.value);
      given[part.fieldname] = before === undefined ? value : [before, value].flat();
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (fields.includes(part.fieldname) && bytes.length > 0)
      files.set(part.fieldname, { bytes, truncated: part.file.truncated, name: part.filename.slice(-100) });
  }
  return { given, files };
}

/** The fields as typed, and the scan or what is wrong with it. */
export async function readUpload(
  request: FastifyRequest,
  field: string,
): Promise<{ given: Given; scan: Scan | Refusal }> {
  const { given, file } = await readParts(request, field, scanLimit);
  return {
    given,
    scan: file === null ? refuse('SCAN_MISSING', { field }) : scanOfBytes(file.bytes, file.truncated, field),
  };
}

function scanOfBytes(bytes: Buffer, truncated: boolean, field: string): Scan | Refusal {
  if (truncated) return refuse('SCAN_TOO_LARGE', { field });
  const mediaType = scanType(bytes);
  return mediaType === null ? refuse('SCAN_KIND', { field }) : { bytes, mediaType };
}

export const isScan = (scan: Scan | Refusal): scan is Scan => !isRefusal(scan);
