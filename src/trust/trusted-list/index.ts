// The door of src/trust/trusted-list: accredited centres and their services, for programs of others (ETSI TS 119 612).

export { keepTrustedList, type TrustedListDeps } from './keep.ts';
export { trustedListRoutes } from './routes.ts';
export { refuse as refuseTrustedList } from './refusals.ts';
