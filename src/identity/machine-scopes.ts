/** What a machine of a holder may be allowed to do. Closed: a route's scope stands here. */
export const machineScopes = [
  'may',
  'consents:read',
  'consents:write',
  'purposes:read',
  'purposes:write',
  'policies:read',
  'policies:write',
  'cases:read',
  'cases:write',
  'evidence:read',
  'subjects:lookup',
  'data:write',
  'transfers:write',
  'exchange:write',
] as const;
export type MachineScope = (typeof machineScopes)[number];
export const isMachineScope = (text: string): text is MachineScope =>
  (machineScopes as readonly string[]).includes(text);
