// Contacts of subjects at a holder (Decree 759, par. 12 and 13): where each is from, whether it may be used, how one agreed to be told.

export { agreeChannels, askContacts, checkContact, type ContactCheck, publishForm } from './collecting.ts';
export {
  conclusions,
  contactKinds,
  contactSources,
  type ContactKind,
  type ContactSource,
  type Donor,
  type NoticeChannel,
  noticeChannels,
  ownershipMethods,
  unusable,
} from './contact.ts';
export { lastAgreement } from './contact-store.ts';
export {
  addContact,
  checksOf,
  type Contact,
  type ContactDeps,
  contactsAt,
  keepContact,
  reach,
  vaultRecord,
  withoutContacts,
} from './contacts.ts';
export { contactRoutes } from './http/routes.ts';
export { refuse as refuseContact } from './refusals.ts';
