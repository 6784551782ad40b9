import { type Config, ConfigError } from '../platform/config.ts';
import { type FurtherAlgorithm, isFurtherAlgorithm } from '../trust/path/index.ts';

/** MAKULDUK_ALGORITHMS: what the verifier trusts beside the usual algorithms. @throws ConfigError */
export const furtherAlgorithmsOf = ({ algorithms = [] }: Config): readonly FurtherAlgorithm[] =>
  algorithms.map((name) => {
    if (!isFurtherAlgorithm(name))
      throw new ConfigError(`MAKULDUK_ALGORITHMS names "${name}"; it may name gost and ml-dsa-65`);
    return name;
  });
