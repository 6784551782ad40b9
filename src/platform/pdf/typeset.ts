import { join, resolve } from 'node:path';
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import type { RendererSetup, RenderRequest } from './protocol.ts';

/** Archival, tagged, with attachments. "Intended": no validator has passed it here, so nobody may claim it. */
const standard = 'a-3a';

/** One compiler: templates can read the forms folder and nothing else. Its memory grows with every document. */
export class Typesetter {
  readonly #compiler: NodeCompiler;
  readonly #formsDir: string;
  #rendered = 0;

  constructor(setup: RendererSetup) {
    this.#formsDir = resolve(setup.formsDir);
    this.#compiler = NodeCompiler.create({
      workspace: this.#formsDir,
      fontArgs: [{ fontPaths: [...setup.fontPaths] }],
    });
  }

  render(request: RenderRequest): Uint8Array {
    const shadows = request.attachments.map((_, i) => join(this.#formsDir, 'attachments', String(i)));
    try {
      for (const [i, file] of request.attachments.entries())
        this.#compiler.mapShadow(shadows[i]!, Buffer.from(file.content));
      const compiled = this.#compiler.compile({ ...this.#main(request), resetRead: false });
      const document = compiled.result;
      if (document === null) throw new Error(this.#reasons(compiled.takeDiagnostics()));
      return this.#compiler.pdf(document, { pdfStandard: standard, creationTimestamp: request.timestamp });
    } finally {
      for (const path of shadows) this.#compiler.unmapShadow(path);
      // What no document has used for eight to twelve goes; to look for it with each one costs half a millisecond.
      if (++this.#rendered % 4 === 0) this.#compiler.evictCache(2);
    }
  }

  /** The values the template has marked with a label, in printed order: what a test reads. */
  marks(request: RenderRequest, label: string): readonly string[] {
    return this.#compiler.query(this.#main(request), { selector: `<${label}>`, field: 'value' }) as string[];
  }

  #main(request: RenderRequest) {
    const attachments = request.attachments.map(({ name, mediaType, description, relationship }) => ({
      name,
      mediaType,
      description,
      relationship,
    }));
    return {
      mainFilePath: join(this.#formsDir, `${request.template}.typ`),
      inputs: { data: request.data, attachments: JSON.stringify(attachments) },
    };
  }

  #reasons(error: NodeError | null): string {
    if (error === null) return 'the template gave no document';
    return error.shortDiagnostics
      .map((one: unknown) => (one as { message?: string }).message ?? String(one))
      .join('; ');
  }
}
