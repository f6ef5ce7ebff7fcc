// Asks WhatsApp about numbers.
import { USyncQuery, USyncUser } from 'baileys';

/** One query per number, since WhatsApp's answer to several does not contain the numbers queried. */
export async function find(sock, number) {
  const query = new USyncQuery().withContactProtocol().withLIDProtocol().withUser(new USyncUser().withPhone(number));
  const answer = await sock.executeUSyncQuery(query);
  if (!answer) {
    throw new Error('no answer');
  }
  const found = answer.list.find(({ contact }) => contact);
  if (found?.lid) {
    await sock.signalRepository.lidMapping.storeLIDPNMappings([{ pn: found.id, lid: found.lid }]);
  }
  return { number, address: found?.id, lid: found?.lid };
}
