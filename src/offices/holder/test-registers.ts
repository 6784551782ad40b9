import type { TestPlatform, Visitor } from '../../../test/support/platform.ts';

/** A holder whose registers hold something: one service, array, system, operation, ground and its review. */
export async function registersFilled(
  t: TestPlatform,
  officer: Visitor,
  subject: string,
): Promise<{ service: string; array: string; ground: string; review: string }> {
  const base = `/v1/holders/${t.sandbox.holderId}`;
  const send = async <T>(path: string, json: unknown): Promise<T> => {
    const answer = await officer.post(`${base}${path}`, { json });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return answer.json() as T;
  };
  const text = (ky: string, ru: string, en: string) => ({ ky, ru, en });
  const { serviceId } = await send<{ serviceId: string }>('/services', {
    code: 'tax_certificate',
    kind: 'state',
    name: text(
      'Салык карызы жок экени жөнүндө маалымкат',
      'Справка об отсутствии налоговой задолженности',
      'Certificate of no tax debt',
    ),
    needsPersonalData: true,
    purposeId: t.sandbox.purposes['access_to_services'],
  });
  const rule = (ky: string, ru: string, en: string) => ({
    rule: text(ky, ru, en),
    norm: 'Салык кодекси, 58-берене',
  });
  const { arrayId } = await send<{ arrayId: string }>('/arrays', {
    name: text('Салык төлөөчүлөрдүн маалымат базасы', 'База данных налогоплательщиков', 'Database of taxpayers'),
    medium: 'digital',
    subjects: 8450,
    publicType: null,
    informingPurpose: null,
    confidentiality: {
      access: rule('Тизмедеги кызматкерлер гана', 'Только сотрудники по списку', 'Staff on the list only'),
      transfer: rule(
        'Максатта аталган алуучуларга гана',
        'Только получателям, названным в цели',
        'Recipients named in the purpose only',
      ),
      provision: null,
      storage: rule(
        'Эки дата борбордо, шифрленген',
        'В двух дата-центрах, зашифровано',
        'In two data centres, encrypted',
      ),
    },
  });
  await send(`/arrays/${arrayId}/data-lists`, {
    purposeId: t.sandbox.purposes['inform_by_email'],
    categories: ['full_name', 'email'],
    reviewMonths: 12,
  });
  await send('/information-systems', {
    name: text('Салык төлөөчүнүн кабинети', 'Кабинет налогоплательщика', 'Taxpayer’s cabinet'),
    technologies: ['PostgreSQL', 'TypeScript'],
    hardware: ['Мамлекеттик дата борбор'],
    protectionLevel: '2-деңгээл',
    protectionNorm: 'Министрлер Кабинетинин токтому',
    arrayIds: [arrayId],
  });
  await send('/operations', {
    purpose: 'inform_by_email',
    subjectId: subject,
    categories: ['email'],
    action: 'collect',
    activity: 'email',
    mode: 'manual',
  });
  const { groundId } = await send<{ groundId: string }>('/grounds', {
    purposeId: t.sandbox.purposes['civil_contracts'],
    subjectId: subject,
    code: 'PD-5.1-5',
    evidence: { protectedPerson: 'субъект', description: 'эс-учун жоготкон', at: '2026-11-23' },
    endsAt: null,
  });
  const { items } = (await officer.get(`${base}/reviews`)).json<{ items: { id: string }[] }>();
  return { service: serviceId, array: arrayId, ground: groundId, review: items[0]!.id };
}
