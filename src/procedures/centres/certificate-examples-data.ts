/** A request for a key that nobody holds any more: for the reference of the API and for tests. */
export const exampleRequest = [
  '-----BEGIN CERTIFICATE REQUEST-----',
  'MIG7MGICAQAwADBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMAPw1pUYNJ+iaeG',
  'ekuYSfxB0nzhjMjednddwkkrBUYpAXFKuGYGXcOY1GHw2z35GxpZO23Ij/nPbseV',
  'zFltO3+gADAKBggqhkjOPQQDAgNJADBGAiEAsLSCLPnP4aQw02YS66eBJcBi6YhQ',
  'GXWI0y0JDkEts+kCIQCdVAf009iEHQzVw2ebmXp4H9txfEOg7AwfhcD7bmAIEw==',
  '-----END CERTIFICATE REQUEST-----',
].join('\n');
