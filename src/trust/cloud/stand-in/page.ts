import type { ServerResponse } from 'node:http';
import { DerError } from '../../der/index.ts';
import { parseCertificate } from '../../path/index.ts';
import { type CloudPerson, isOfKey, requestOf } from './person.ts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const pem = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----\n`;

/** The stand-in's page: what a telephone and a centre's counter would be. People are named by their place in the list, never by PIN. */
export async function pageOf(
  people: readonly CloudPerson[],
  path: string,
  codeOf: (pin: string) => string | undefined,
  response: ServerResponse,
): Promise<void> {
  const asked = people[Number(/^\/request\/(\d+)\.csr$/.exec(path)?.[1] ?? -1)];
  if (asked !== undefined) {
    response.writeHead(200, { 'content-type': 'application/pkcs10', 'content-disposition': 'attachment' });
    response.end(pem('CERTIFICATE REQUEST', await requestOf(asked)));
    return;
  }
  response.writeHead(path === '/' ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
  response.end(document(people, codeOf));
}

/** Takes a certificate that a centre issued for a key kept here. */
export function takePage(people: readonly CloudPerson[], path: string, text: string, response: ServerResponse): void {
  const person = people[Number(/^\/certificate\/(\d+)$/.exec(path)?.[1] ?? -1)];
  const given = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END/.exec(
    new URLSearchParams(text).get('certificate') ?? '',
  );
  try {
    const certificate = given === null ? undefined : parseCertificate(Buffer.from(given[1]!, 'base64'));
    const fits = person !== undefined && certificate !== undefined && isOfKey(person, certificate);
    if (fits) person.certificate = certificate;
    response.writeHead(fits ? 303 : 422, fits ? { location: '/' } : {});
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    response.writeHead(422);
  }
  response.end();
}

const document = (
  people: readonly CloudPerson[],
  codeOf: (pin: string) => string | undefined,
): string => `<!doctype html>
<html lang="ky"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Булуттагы колтамга · сыноо / тест / test</title></head>
<body><main><h1>Булуттагы колтамга (сыноо чөйрөсү)</h1>
<p>Бул чыныгы кызмат эмес; адамдар ойдон чыгарылган. Сурамды (PKCS#10) борборго бериңиз, алган сертификатты ушул жерге коюңуз. Кол коюу коду да ушул жерде көрүнөт.</p>
<p lang="ru">Это не настоящая служба; люди вымышлены. Запрос (PKCS#10) подайте в центр, полученный сертификат вставьте сюда. Код для подписи тоже виден здесь.</p>
<p lang="en">This is not the real service; the people are invented. Take the request (PKCS#10) to a centre and paste the certificate here. The code for signing is shown here too.</p>
${people
  .map(
    (person, at) => `<section><h2>${escape(person.name)}</h2>
<p>Код / code: <strong>${escape(codeOf(person.pin) ?? '—')}</strong></p>
<p><a href="/request/${at}.csr">PKCS#10</a> · сертификат / certificate: ${person.certificate === undefined ? '—' : `№ ${escape(person.certificate.serial)}`}</p>
<form method="post" action="/certificate/${at}"><p><label>PEM<br><textarea name="certificate" rows="4"></textarea></label></p><p><button type="submit">Сактоо / Сохранить / Save</button></p></form></section>`,
  )
  .join('\n')}
</main></body></html>`;
