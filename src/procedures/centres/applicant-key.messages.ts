// ES-13.1.4, ES-13.1.7: keys that the centre makes for an applicant, in the words of the case.
export const applicantKeyTexts = {
  acts: {
    makeKeys: {
      ky: 'Ачкычтарды борбордун каражаты менен түзүүнү баштоо',
      ru: 'Начать создание ключей средством центра',
      en: 'Start making the keys with the centre’s means',
    },
    protectKeys: {
      ky: 'Ачкычтарды түзүп, сырсөзүңүз менен коргоо',
      ru: 'Создать ключи под своим паролем',
      en: 'Have the keys made under your own password',
    },
    keyInToken: {
      ky: 'Ачкычтарды токенде түзүү',
      ru: 'Создать ключи в токене',
      en: 'Make the keys in a token',
    },
    takeKeys: {
      ky: 'Ачкыч файлын алуу',
      ru: 'Получить файл с ключом',
      en: 'Take the file with the key',
    },
    handToken: {
      ky: 'Токенди тапшыруу',
      ru: 'Вручить токен',
      en: 'Hand over the token',
    },
    destroyKeys: {
      ky: 'Алынбаган ачкычтарды жок кылуу',
      ru: 'Уничтожить неполученные ключи',
      en: 'Destroy keys that were not taken',
    },
  },
  stages: {
    KEYS_DESTROYED: { ky: 'Ачкычтар жок кылынды', ru: 'Ключи уничтожены', en: 'Keys destroyed' },
  },
  fields: {
    'keys=token': {
      ky: 'борбор токен берет: ачкычтар токендин ичинде түзүлөт',
      ru: 'центр выдаёт токен, ключи создаются в нём',
      en: 'the centre gives a token, the keys are made in it',
    },
    serial: { ky: 'Токендин сериялык номери', ru: 'Серийный номер токена', en: 'Serial number of the token' },
    leavesToken: {
      ky: 'Колтамга ачкычын токенден чыгарып алууга болобу',
      ru: 'Можно ли извлечь ключ подписи из токена',
      en: 'Can the signature key be taken out of the token',
    },
    'leavesToken=no': { ky: 'жок, болбойт', ru: 'нет, нельзя', en: 'no, it cannot' },
    pinCode: { ky: 'Токендин PIN-коду', ru: 'PIN-код токена', en: 'PIN of the token' },
    'pinCode=apart': { ky: 'өзүнчө берилди', ru: 'передан отдельно', en: 'handed over apart from it' },
  },
};
