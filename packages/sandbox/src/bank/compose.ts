// What the bank says, written from its book: ARes, RReq, CRes and Erro, and what its browser messages become when told to.

import { createHash, randomUUID } from 'node:crypto';
import type { Settings } from '../settings.ts';
import {
  type ARes,
  type CRes,
  type Erro,
  encodeMessage,
  MESSAGE_VERSION,
  type RReq,
} from '../threeds/messages.ts';
import { badAddress } from './bad-address.ts';
import { toBehavior } from './switches.ts';
import type { BankTransaction } from './transactions.ts';

type Origins = Pick<Settings, 'bankOrigin' | 'threedsOrigin'>;

/** The answer to an AReq. */
export function toAres(row: BankTransaction, origins: Origins): ARes {
  const reason = REASONS[row.status];
  return {
    messageType: 'ARes',
    ...idsOf(row),
    acsReferenceNumber: 'SANDBOX_ACS',
    acsOperatorID: 'SANDBOX_BANK',
    dsReferenceNumber: 'SANDBOX_DS',
    transStatus: row.status,
    ...(reason === undefined ? {} : { transStatusReason: reason }),
    ...proofOf(row, row.status),
    ...(row.status === 'C' ? challengeFields(row, origins) : {}),
    ...(row.status === 'D' ? { authenticationType: '04', acsDecConInd: 'Y' as const } : {}),
    ...(row.behavior === 'cardholder_info' ? { cardholderInfo: '<b>Call</b> us: +1 555 0100' } : {}),
  };
}

/** How the verification ended. */
export function toRreq(row: BankTransaction, result: 'Y' | 'N'): RReq {
  const reason = row.canceled === '04' || row.canceled === '05' ? '14' : '01';
  return {
    messageType: 'RReq',
    messageCategory: '01',
    ...idsOf(row),
    transStatus: result,
    ...(result === 'N' ? { transStatusReason: reason } : {}),
    authenticationType: row.status === 'D' ? '04' : '02',
    interactionCounter: String(interactionsOf(row, result)).padStart(2, '0'),
    ...(row.canceled === null ? {} : { challengeCancel: row.canceled }),
    ...proofOf(row, result),
  };
}

/** The form fields that the browser brings to the notification address; null when the bank's page is to stay. */
export function notificationFields(row: BankTransaction): Readonly<Record<string, string>> | null {
  const sessionData = row.session_data === null ? {} : { threeDSSessionData: row.session_data };
  const cres = toCres(row);
  switch (toBehavior(row.behavior)) {
    case 'cres_lost':
      return null;
    case 'cres_bad_base64':
      return { cres: '*** this is no base64url ***', ...sessionData };
    case 'cres_padded':
      return { cres: padded({ ...cres, sandboxPadding: '' }), ...sessionData };
    case 'cres_error':
      return { erro: encodeMessage(protocolError('203', 'CReq', row.server_trans_id)), ...sessionData };
    case 'cres_other_transaction': {
      const other = { threeDSServerTransID: randomUUID(), acsTransID: randomUUID() };
      return { cres: encodeMessage({ ...cres, ...other }), ...sessionData };
    }
    default:
      return { cres: encodeMessage(cres), ...sessionData };
  }
}

/** EMV 3DS 2.2, table A.4. */
const PROTOCOL_ERRORS = {
  '101': 'Message is not AReq, ARes, CReq, CRes, PReq, PRes, RReq, or RRes',
  '203': 'Format of one or more data elements is invalid according to the specification',
  '301': 'Transaction ID received is not valid for the receiving component',
  '402': 'Transaction timed out',
} as const;

/** What the bank says about a message that it cannot use. */
export function protocolError(
  code: keyof typeof PROTOCOL_ERRORS,
  about: string,
  serverTransId?: string,
): Erro {
  return {
    messageType: 'Erro',
    messageVersion: MESSAGE_VERSION,
    errorCode: code,
    errorComponent: 'A',
    errorDescription: PROTOCOL_ERRORS[code],
    errorDetail: about,
    errorMessageType: about,
    ...(serverTransId === undefined ? {} : { threeDSServerTransID: serverTransId }),
  };
}

/** What the browser is given to say; with two behaviours, the reverse of what the RReq says. */
function toCres(row: BankTransaction): CRes {
  const isYes = row.behavior === 'cres_forged_yes' || row.behavior === 'rreq_lost' || row.result === 'Y';
  const { dsTransID: _, ...ids } = idsOf(row);
  return { messageType: 'CRes', ...ids, transStatus: isYes && row.behavior !== 'cres_wrong_no' ? 'Y' : 'N' };
}

function idsOf(row: BankTransaction) {
  return {
    messageVersion: MESSAGE_VERSION,
    threeDSServerTransID: row.server_trans_id,
    acsTransID: row.acs_trans_id,
    dsTransID: row.ds_trans_id,
  };
}

/** `transStatusReason`: not authenticated, suspected fraud, technical issue of the bank. */
const REASONS: Partial<Record<BankTransaction['status'], string>> = { N: '01', R: '11', U: '22' };

function challengeFields({ behavior }: BankTransaction, { bankOrigin, threedsOrigin }: Origins) {
  const known = toBehavior(behavior);
  const acsUrl = known.startsWith('acs_url_')
    ? badAddress(known, { bankOrigin, threedsOrigin })
    : `${bankOrigin}/challenge`;
  return { acsURL: acsUrl, acsChallengeMandated: 'Y' as const, authenticationType: '02' };
}

/** Visa's indicators: 05 authenticated, 06 attempted. The value is the same however often it is asked for. */
function proofOf(row: BankTransaction, status: BankTransaction['status']) {
  if (status !== 'Y' && status !== 'A') return {};
  const authenticationValue = createHash('sha1').update(`proof of ${row.acs_trans_id}`).digest('base64');
  return { authenticationValue, eci: status === 'Y' ? '05' : '06' };
}

function interactionsOf(row: BankTransaction, result: 'Y' | 'N'): number {
  const isRight = result === 'Y' && row.status === 'C';
  return row.wrong_codes + (isRight ? 1 : 0);
}

/** base64url that ends in at least one `=`, whatever the length of the message. */
function padded(message: { readonly sandboxPadding: string }): string {
  const bytes = Buffer.byteLength(JSON.stringify(message));
  const filled = bytes % 3 === 0 ? { ...message, sandboxPadding: '.' } : message;
  return Buffer.from(JSON.stringify(filled)).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
