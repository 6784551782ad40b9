import { checkDigit } from '../../keys/index.ts';

/** A citizen nobody ever was: born in 1899, with a check digit that is wrong on purpose. */
export type EsiCitizen = { readonly sub: string; readonly claims: Readonly<Record<string, string | boolean>> };

const wrongPin = (thirteen: string): string => `${thirteen}${(checkDigit(`${thirteen}0`) + 3) % 10}`;

const citizen = (
  sub: string,
  sex: 'male' | 'female',
  [day, month]: [string, string],
  serial: string,
  [surname, given, middle]: [string, string, string | null],
  phone: string,
): EsiCitizen => ({
  sub,
  claims: {
    pin: wrongPin(`${sex === 'male' ? '2' : '1'}${day}${month}1899${serial}`),
    citizenship: 'KGZ',
    name: [surname, given, middle].filter((part) => part !== null).join(' '),
    family_name: surname,
    given_name: given,
    ...(middle === null ? {} : { middle_name: middle }),
    gender: sex,
    birthdate: `${day}.${month}.1899`,
    phone_number: phone,
    phone_number_verified: true,
  },
});

export const inventedCitizens: readonly EsiCitizen[] = [
  citizen('esi-1', 'male', ['07', '04'], '0001', ['Сыдыков', 'Айбек', 'Нурланович'], '+996000000001'),
  citizen('esi-2', 'female', ['19', '11'], '0002', ['Турдубаева', 'Нургүл', 'Асановна'], '+996000000002'),
  citizen('esi-3', 'male', ['30', '01'], '0003', ['Өмүрзаков', 'Чыңгыз', null], '+996000000003'),
  citizen('esi-4', 'female', ['08', '03'], '0004', ['Ким', 'Елена', 'Викторовна'], '+996000000004'),
];
