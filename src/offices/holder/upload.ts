import type { FastifyRequest } from 'fastify';
import { type ScanType, scanType } from '../../platform/media-type.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Given } from './given.ts';
import { refuse } from './refusals.ts';

// A form with a file. The file's kind is what its bytes say; what a browser calls it is not trusted.

export const scanLimit = 10 * 1024 * 1024;
export type Scan = { readonly bytes: Buffer; readonly mediaType: ScanType };

type Sent = { readonly given: Given; readonly file: { readonly bytes: Buffer; readonly truncated: boolean } | null };

/** The fields as typed, and the file of that field. The whole body is read either way, so that nothing typed is lost. */
export async function readParts(request: FastifyRequest, field: string, fileSize: number): Promise<Sent> {
  const given: Record<string, string | string[]> = {};
  let file: Sent['file'] = null;
  request.typed = given;
  for await (const part of request.parts({
    throwFileSizeLimit: false,
    limits: { fileSize, files: 1, fields: 200, parts: 220 },
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
    if (part.fieldname === field && bytes.length > 0) file = { bytes, truncated: part.file.truncated };
  }
  return { given, file };
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
