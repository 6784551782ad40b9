import { hash } from 'node:crypto';
import { isPartOf } from '../../../record/index.ts';
import { AsicManifestError, digestAlgorithms, readAsicManifest } from './manifest.ts';

/**
 * ES-6.4b: whether a document is one of those that the manifest of a package lists, by its digest: an ASiCManifest, or the manifest of a
 * consent. The type of the signature over the manifest is then the document's. Never throws: what is no manifest lists nothing.
 */
export function isListed(manifest: Uint8Array, document: Uint8Array): boolean {
  if (manifest[0] !== 0x3c) return isPartOf(manifest, document);
  try {
    return readAsicManifest(manifest).objects.some(({ algorithm, digest }) => {
      const name = digestAlgorithms.get(algorithm);
      return name !== undefined && hash(name, document, 'buffer').equals(digest);
    });
  } catch (error) {
    if (error instanceof AsicManifestError) return false;
    throw error;
  }
}
