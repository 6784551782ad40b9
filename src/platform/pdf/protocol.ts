// What the service and its rendering process say to each other.

/** AFRelationship of an embedded file (ISO 32000-2). */
export type Attachment = {
  readonly name: string;
  readonly mediaType: string;
  readonly description: string;
  readonly relationship: 'source' | 'data' | 'supplement' | 'alternative';
  readonly content: Uint8Array;
};

export type RenderRequest = {
  readonly template: string;
  /** JSON text: it reaches the template as data, never as markup. */
  readonly data: string;
  /** Whole seconds since 1970: the document's own time, not the machine's. */
  readonly timestamp: number;
  readonly attachments: readonly Attachment[];
};

export type RenderReply =
  | { readonly pdf: Uint8Array; readonly memory: number }
  | { readonly error: string }
  | { readonly ready: true };
export type RendererSetup = { readonly formsDir: string; readonly fontPaths: readonly string[] };
