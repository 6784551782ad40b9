import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type ApplicantKeysDeps, protectKeys, refuseKeys, takeKeys } from '../../procedures/index.ts';
import { type App, orRefuse, RefusalError, sendFile } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { type CasesDeps, citizenOffice } from '../cases/deps.ts';
import { fileAnswer, pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { type Given, textOf } from '../holder/given.ts';
import { ownApplication, showApplication } from './one.ts';
import { officeWords } from './office.messages.ts';
import { numberText } from './words.ts';

// ES-13.1.7: keys that the centre makes, from the applicant's own page and by API alike. A password is in the body of the request, where
// no log and no address shows it, and nothing of it is kept.

const params = Type.Object({ caseId: Uuid });
const Password = Type.String({ minLength: 1, maxLength: 200 });
const person = { access: [{ for: 'person' as const }] };
const keysDeps = ({ consent, engine }: CasesDeps): ApplicantKeysDeps => ({ ...consent, engine });

/** The key file of the reader's application. The receipt goes with it where it is not given yet. */
async function keyFile(request: FastifyRequest, deps: CasesDeps, password: string): Promise<Buffer | Refusal> {
  const { at, application } = await ownApplication(request, deps);
  const { issued, now } = application;
  if (issued === null || issued.certificate === null) return refuseKeys('KEYS_NOT_MADE');
  const { raw: certificate, serial } = issued.certificate;
  const given = now.state.possible.includes('receipt') ? ['receipt'] : [];
  const name = officeWords[request.lang].certificateNo(numberText(serial));
  return takeKeys(keysDeps(deps), at, { password, certificate, chain: issued.chain, name, given });
}
const send = (reply: FastifyReply, file: Buffer): FastifyReply =>
  sendFile(reply.header('cache-control', 'no-store'), file, 'application/x-pkcs12', 'key.p12', 'attachment');

/** As it was typed: every sign of a password counts. */
const typed = (given: Given, name: string): string => (typeof given[name] === 'string' ? given[name] : '');

/** The two forms of the applicant's page. */
export function keyPages(app: App, deps: CasesDeps): void {
  const { config } = citizenOffice;
  app.post(
    '/me/certificates/:caseId/key',
    { config, schema: { params, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const { at } = await ownApplication(request, deps);
      const [password, again] = [typed(request.body, 'password'), typed(request.body, 'again')];
      const refusal =
        password === again
          ? await protectKeys(keysDeps(deps), at, password)
          : refuseKeys('KEYS_PASSWORDS_DIFFER', { field: 'again' });
      return refusal === null
        ? reply.redirect(`/me/certificates/${at.caseId}?done=key`, 303)
        : showApplication(request, reply, deps, { refusal });
    },
  );
  app.post(
    '/me/certificates/:caseId/key-file',
    { config, schema: { params, body: Posted, response: { ...pageAnswers, ...fileAnswer } } },
    async (request, reply) => {
      const { application } = await ownApplication(request, deps);
      // ES-18.3b: the receipt is the applicant's own statement, never assumed.
      if (application.now.state.possible.includes('receipt') && textOf(request.body, 'acquainted') === '')
        return showApplication(request, reply, deps, { unticked: true });
      const file = await keyFile(request, deps, typed(request.body, 'password'));
      return isRefusal(file) ? showApplication(request, reply, deps, { refusal: file }) : send(reply, file);
    },
  );
}

/** The same by API. */
export function keyRoutes(app: App, deps: CasesDeps): void {
  const tags = ['certificate-application'];
  app.post(
    '/v1/me/certificates/:caseId/key',
    {
      config: person,
      schema: {
        tags,
        summary: 'Have the centre make the key under your password, once the centre has begun (ES-13.1.7)',
        params,
        body: Type.Object({ password: Password }, { additionalProperties: false }),
        response: { 201: Type.Object({ made: Type.Literal(true) }) },
      },
    },
    async (request, reply) => {
      const { at } = await ownApplication(request, deps);
      const refusal = await protectKeys(keysDeps(deps), at, request.body.password);
      if (refusal !== null) throw new RefusalError(refusal);
      return reply.status(201).send({ made: true });
    },
  );
  app.post(
    '/v1/me/certificates/:caseId/key-file',
    {
      config: person,
      schema: {
        tags,
        summary:
          'Take the key with its certificate (PKCS#12), once, against receipt; it is erased here with it (ES-13.1.7)',
        params,
        body: Type.Object({ password: Password, acquainted: Type.Literal(true) }, { additionalProperties: false }),
        response: fileAnswer,
      },
    },
    async (request, reply) => send(reply, orRefuse(await keyFile(request, deps, request.body.password))),
  );
}
