// What passes between a pool and its workers. Values go by structured clone: plain data, octets, dates.

export type ToWorker = { readonly job: unknown } | { readonly told: unknown } | { readonly untold: string };
export type FromWorker =
  | { readonly ready: true }
  | { readonly ask: unknown }
  | { readonly done: unknown }
  | { readonly fault: string };
