import { Type } from 'typebox';
import { actorOf } from '../../../arrays/index.ts';
import { systemScope } from '../../../platform/db/index.ts';
import { type App, orRefuse } from '../../../platform/http/index.ts';
import { answers, body, Id, Moment, nullable, oneOf } from '../../../platform/shapes.ts';
import { agreeChannels, askContacts, checkContact, publishForm } from '../collecting.ts';
import { conclusions, contactKinds, contactSources, noticeChannels, ownershipMethods, unusable } from '../contact.ts';
import { type ContactRow, formsOf, lastAgreement, lastRequest } from '../contact-store.ts';
import { addContact, checksOf, type Contact, type ContactDeps, contactsAt, reach } from '../contacts.ts';

const tags = ['transfers'];
const staff = (...roles: string[]) => ({ for: 'staff' as const, office: 'holder' as const, roles });
const machine = { for: 'machine' as const, scope: 'transfers:write' };
const acting = [staff('data-officer', 'clerk'), machine];
const officers = [staff('data-officer', 'clerk')];
const ofHolder = Type.Object({ holderId: Id });
const ofSubject = Type.Object({ holderId: Id, subjectId: Id });
const ofContact = Type.Object({ holderId: Id, subjectId: Id, contactId: Id });
const Note = Type.String({ maxLength: 500 });
const Channels = Type.Array(oneOf(noticeChannels), { minItems: 1, maxItems: 4 });
const Words = body({ ky: Type.String(), ru: Type.String(), en: Type.String() });
const ContactSchema = Type.Object({
  id: nullable(Id),
  kind: Type.String(),
  value: Type.String(),
  source: Type.String(),
  reference: Type.String(),
  purpose: Type.String(),
  donor: nullable(Type.Object({ kind: Type.String(), provision: nullable(Type.String()) })),
  ownershipCheck: nullable(
    Type.Object({ method: Type.String(), passed: Type.Boolean(), at: Moment, officer: Type.String() }),
  ),
  purposeCheck: nullable(Type.Object({ conclusion: Type.String(), at: Moment, officer: Type.String() })),
  usable: Type.Boolean(),
  unusableBecause: nullable(Type.String()),
});
const checkOf = (row: ContactRow | null) => ({
  donor: row === null || row.donor === null ? null : { kind: row.donor, provision: row.donor_provision },
  ownershipCheck:
    row === null || row.ownership_method === null
      ? null
      : {
          method: row.ownership_method,
          passed: row.ownership_passed === true,
          at: row.ownership_at!.toISOString(),
          officer: row.ownership_by!,
        },
  purposeCheck:
    row === null || row.purpose_conclusion === null
      ? null
      : { conclusion: row.purpose_conclusion, at: row.purpose_at!.toISOString(), officer: row.purpose_by! },
});
export function contactView(contact: Contact) {
  const { id, kind, value, source, reference, row } = contact;
  const why = unusable(checksOf(contact));
  return {
    id,
    kind,
    value,
    source,
    reference,
    purpose: 'transfer_notification',
    ...checkOf(row),
    usable: why === null,
    unusableBecause: why?.code ?? null,
  };
}

/** CP-12e, CP-13: contacts of subjects at a holder, and how they agreed to be told. */
export function contactRoutes(app: App, deps: ContactDeps): void {
  app.post(
    '/v1/holders/:holderId/collection-forms',
    {
      config: { access: [staff('data-officer')] },
      schema: {
        tags,
        summary: 'Publish a form that collects data from subjects: it asks for address, telephone and e-mail (CP-13a)',
        params: ofHolder,
        body: body({
          name: Words,
          fields: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 200 }),
        }),
        response: answers({ 201: Type.Object({ formId: Id }) }),
      },
    },
    async (request, reply) => {
      const who = { holderId: request.params.holderId, actor: actorOf(request.principal) };
      return reply.status(201).send(orRefuse(await publishForm(deps, who, request.body)));
    },
  );
  app.get(
    '/v1/holders/:holderId/collection-forms',
    {
      config: { access: acting },
      schema: {
        tags,
        summary: 'The published forms, newest first',
        params: ofHolder,
        response: answers({
          200: Type.Object({
            items: Type.Array(
              Type.Object({ id: Id, name: Words, fields: Type.Array(Type.String()), publishedAt: Moment }),
            ),
          }),
        }),
      },
    },
    async ({ params }) => {
      const rows = await deps.db.tx(systemScope('a holder reads its forms'), (tx) => formsOf(tx, params.holderId));
      return {
        items: rows.map(({ id, name, fields, published_at: at }) => ({
          id,
          name,
          fields: [...fields],
          publishedAt: at.toISOString(),
        })),
      };
    },
  );
  app.post(
    '/v1/holders/:holderId/subjects/:subjectId/contacts-requested',
    {
      config: { access: acting },
      schema: {
        tags,
        summary: 'A subject was asked for contacts on a published form, whatever was answered (CP-13a)',
        params: ofSubject,
        body: body({
          formId: Id,
          address: nullable(Note),
          phone: nullable(Note),
          email: nullable(Note),
          channels: Type.Optional(Channels),
        }),
        response: answers({
          201: Type.Object({ contactsRequested: Type.Literal(true), leftEmpty: Type.Array(Type.String()) }),
        }),
      },
    },
    async (request, reply) => {
      const { holderId, subjectId } = request.params;
      const { formId, channels, ...contacts } = request.body;
      const who = { holderId, actor: actorOf(request.principal) };
      const done = orRefuse(await askContacts(deps, who, subjectId, { formId, contacts, channels: channels ?? null }));
      return reply.status(201).send({ ...done, leftEmpty: [...done.leftEmpty] });
    },
  );
  app.get(
    '/v1/holders/:holderId/subjects/:subjectId/contacts',
    {
      config: { access: acting },
      schema: {
        tags,
        summary:
          'By what a subject can be told of a transfer, from where each contact is, whether it may be used (CP-13)',
        params: ofSubject,
        response: answers({
          200: Type.Object({
            contactsRequested: Type.Boolean(),
            leftEmpty: Type.Array(Type.String()),
            channels: nullable(Type.Array(Type.String())),
            items: Type.Array(ContactSchema),
          }),
        }),
      },
    },
    async ({ params }) =>
      deps.db.tx(systemScope('a holder reads contacts of its subject'), async (tx) => {
        const asked = await lastRequest(tx, params);
        const agreed = await lastAgreement(tx, params);
        return {
          contactsRequested: asked?.contacts_requested ?? false,
          leftEmpty: [...(asked?.left_empty ?? [])],
          channels: agreed === null ? null : [...agreed.channels],
          items: (await contactsAt(deps, tx, params)).map(contactView),
        };
      }),
  );
  app.post(
    '/v1/holders/:holderId/subjects/:subjectId/contacts',
    {
      config: { access: acting },
      schema: {
        tags,
        summary:
          'Record a contact with its source; one that is not from the subject is usable after its checks (CP-13d-i)',
        params: ofSubject,
        body: body({
          kind: oneOf(contactKinds),
          value: Note,
          source: oneOf(contactSources.filter((one) => one !== 'authority')),
          reference: Type.Optional(Note),
          donor: Type.Optional(
            Type.Union([
              body({ kind: Type.Literal('consent'), reference: Note }),
              body({ kind: Type.Literal('not_required_by_law'), provision: Note }),
            ]),
          ),
        }),
        response: answers({ 201: Type.Object({ contactId: Id }) }),
      },
    },
    async (request, reply) => {
      const { holderId, subjectId } = request.params;
      const { reference = '', donor = null, ...given } = request.body;
      const who = { holderId, actor: actorOf(request.principal) };
      return reply.status(201).send(orRefuse(await addContact(deps, who, subjectId, { ...given, reference, donor })));
    },
  );
  app.post(
    '/v1/holders/:holderId/subjects/:subjectId/contacts/:contactId/checks',
    {
      config: { access: officers },
      schema: {
        tags,
        summary:
          'An officer states what was checked of a contact: that it is this subject’s (CP-13f), the purposes (CP-13g)',
        params: ofContact,
        body: Type.Union([
          body({ check: Type.Literal('ownership'), method: oneOf(ownershipMethods), passed: Type.Boolean() }),
          body({ check: Type.Literal('purpose'), conclusion: oneOf(conclusions) }),
        ]),
        response: answers({ 201: Type.Object({ contactId: Id }) }),
      },
    },
    async (request, reply) => {
      const { holderId, ...where } = request.params;
      const who = { holderId, actor: actorOf(request.principal) };
      return reply.status(201).send(orRefuse(await checkContact(deps, who, where, request.body)));
    },
  );
  app.get(
    '/v1/holders/:holderId/subjects/:subjectId/reach',
    {
      config: { access: acting },
      schema: {
        tags,
        summary: 'By which contact a notice would go through this channel, or why none may (CP-12e, CP-13b)',
        params: ofSubject,
        querystring: Type.Object({ channel: oneOf(noticeChannels), contactId: Type.Optional(Id) }),
        response: answers({ 200: ContactSchema }),
      },
    },
    async ({ params, query }) =>
      contactView(
        orRefuse(
          await deps.db.tx(systemScope('by what a subject is told'), (tx) =>
            reach(deps, tx, params, query.channel, query.contactId),
          ),
        ),
      ),
  );
  app.post(
    '/v1/me/holders/:holder/channels',
    {
      config: { access: [{ for: 'person' }] },
      schema: {
        tags: ['citizen'],
        summary: 'Choose how this holder tells me of transfers, in order (CP-12e)',
        params: Type.Object({ holder: Id }),
        body: body({ channels: Channels }),
        response: answers({ 200: Type.Object({ channels: Type.Array(Type.String()) }) }),
      },
    },
    async (request) => {
      const { holder } = request.params;
      const { principal } = request;
      const personId = principal.kind === 'citizen' ? principal.personId! : '';
      const who = { holderId: holder, actor: actorOf(principal) };
      const subjectId = deps.keys.subjectIdOf(personId, holder);
      return { channels: [...orRefuse(await agreeChannels(deps, who, subjectId, request.body.channels)).channels] };
    },
  );
}
