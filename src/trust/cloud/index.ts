// The door of src/trust/cloud: signatures with a key that a signing service keeps for its owner.
export type { CloudSettings } from './call.ts';
export { refuse as refuseCloud } from './refusals.ts';
export { cloudClient, type CloudClient, type CodeMethod } from './client.ts';
export { cloudPerson, type CloudPerson } from './stand-in/person.ts';
export { type CloudStandIn, startCloudStandIn } from './stand-in/stand-in.ts';
