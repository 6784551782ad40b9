import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { addStaff, endStaffRole, grantStaffRole, listStaff, type StaffMember } from '../../identity/index.ts';
import {
  button,
  checkboxes,
  emptyState,
  errorFor,
  form,
  type Html,
  html,
  postButton,
  select,
  table,
  tag,
} from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { commonWords } from './common.messages.ts';
import { deskOf, everyRole, type HolderDeps, pageAnswers, pageFor, Posted, type Role, Uuid } from './deps.ts';
import { deskWords } from './desk-pages.messages.ts';
import { line } from './fields.ts';
import { type Given, listOf, textOf } from './given.ts';
import { noTrouble, type Trouble, troubleFrom, troubleOf } from './trouble.ts';
import { Done, showDesk, type Visit, visitOf } from './visit.ts';

const config = pageFor('administrator');
const OneMember = Type.Object({ accountId: Uuid });
const isRole = (text: string): text is Role => (everyRole as readonly string[]).includes(text);

/** Who works for the holder, and in which roles. */
export function staffPages(app: App, deps: HolderDeps): void {
  app.get('/holder/staff', { config, schema: { querystring: Done, response: pageAnswers } }, async (request, reply) =>
    show(visitOf(request, reply, deps), {}, noTrouble, request.query.done),
  );
  app.post('/holder/staff', { config, schema: { body: Posted, response: pageAnswers } }, async (request, reply) => {
    const visit = visitOf(request, reply, deps);
    const { lang, desk } = visit;
    const given = request.body;
    const roles = listOf(given, 'roles').filter(isRole);
    const faults = [
      ...(textOf(given, 'name') === '' ? [{ field: 'name', text: commonWords[lang].required }] : []),
      ...(roles.length === 0 ? [{ field: 'roles', text: commonWords[lang].required }] : []),
    ];
    if (faults.length > 0) return show(visit, given, { errors: faults, law: [] });
    const made = await addStaff(
      deps.identity,
      {
        login: textOf(given, 'login'),
        password: textOf(given, 'password'),
        name: textOf(given, 'name'),
        office: 'holder',
        holderId: desk.holderId,
        roles,
        lang,
      },
      desk.accountId,
    );
    if (isRefusal(made)) return show(visit, given, troubleOf(lang, { ...made, field: made.field ?? 'login' }));
    return reply.redirect('/holder/staff?done=staffAdded', 303);
  });
  app.post(
    '/holder/staff/:accountId/roles',
    { config, schema: { params: OneMember, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const role = textOf(request.body, 'role');
      if (!isRole(role)) return reply.redirect('/holder/staff', 303);
      const refused = await grantStaffRole(deps.identity, deskOf(request), request.params.accountId, role);
      if (refused !== undefined) orRefuse(refused);
      return reply.redirect('/holder/staff?done=roleGiven', 303);
    },
  );
  app.post(
    '/holder/staff/:accountId/roles/end',
    { config, schema: { params: OneMember, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const { desk } = visit;
      const role = textOf(request.body, 'role');
      const administrators = (await listStaff(deps.identity, desk.holderId)).filter((one) =>
        one.roles.includes('administrator'),
      );
      if (role === 'administrator' && administrators.length <= 1)
        return show(visit, {}, troubleFrom({ text: deskWords[request.lang].lastAdministrator }));
      const refused = await endStaffRole(deps.identity, desk, request.params.accountId, role);
      if (refused !== undefined) orRefuse(refused);
      return reply.redirect('/holder/staff?done=roleEnded', 303);
    },
  );
}

async function show(visit: Visit, given: Given, trouble: Trouble, done?: string): Promise<FastifyReply> {
  const { lang, csrf, deps, desk } = visit;
  const words = deskWords[lang];
  const members = await listStaff(deps.identity, desk.holderId);
  const sheet = { lang, given, trouble };
  return showDesk(visit, {
    title: words.staff,
    lead: words.staffLead,
    trouble,
    path: '/holder/staff',
    done: done === 'staffAdded' || done === 'roleGiven' || done === 'roleEnded' ? words[done] : null,
    width: 'wide',
    body: html`
${members.length === 0 ? emptyState({ title: words.noStaff }) : table({ caption: words.staff, captionHidden: true, columns: [{ head: words.name }, { head: words.login }, { head: words.roles }, { head: words.giveRole }], rows: members.map((one) => row(visit, one)) })}
<h2>${words.addStaff}</h2>${form(
      { action: '/holder/staff', csrf },
      line(sheet, { name: 'name', label: words.name }),
      line(sheet, { name: 'login', label: words.login, hint: words.loginHint, autocomplete: 'off' }),
      checkboxes({
        lang,
        name: 'roles',
        label: words.roles,
        values: listOf(given, 'roles'),
        error: errorFor(trouble.errors, 'roles'),
        items: everyRole.map((role) => ({ value: role, text: words[role], hint: words[`${role}Hint`] })),
      }),
      line(sheet, {
        name: 'password',
        label: words.password,
        hint: words.passwordHint,
        type: 'password',
        autocomplete: 'new-password',
      }),
      button({ text: words.staffButton }),
    )}`,
  });
}

function row({ lang, csrf, desk }: Visit, member: StaffMember): readonly (Html | string)[] {
  const words = deskWords[lang];
  const others = everyRole.filter((role) => !member.roles.includes(role));
  const own = (role: string): Html =>
    html`<li>${isRole(role) ? words[role] : role} ${postButton({ action: `/holder/staff/${member.accountId}/roles/end`, csrf, text: words.endRole, hidden: { role }, hiddenText: `${member.name}, ${isRole(role) ? words[role] : role}` })}</li>`;
  const grant =
    others.length === 0
      ? html`—`
      : form(
          { action: `/holder/staff/${member.accountId}/roles`, csrf },
          select({
            lang,
            name: 'role',
            id: `role-${member.accountId}`,
            label: `${words.giveRole}: ${member.name}`,
            labelHidden: true,
            options: others.map((role) => ({ value: role, text: words[role] })),
          }),
          button({ text: words.giveRole, kind: 'secondary', hiddenText: member.name }),
        );
  return [
    html`${member.name} ${member.accountId === desk.accountId && tag({ text: words.you, tone: 'info' })}`,
    member.loginMasked,
    html`<ul>${member.roles.map(own)}</ul>`,
    grant,
  ];
}
