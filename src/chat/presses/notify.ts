import { listMessage } from '../../notices/alerts/alert-list.ts';
import { stoppedAlert } from '../../notices/alerts/alert-message.ts';
import { texts } from '../../words/catalogue.ts';
import { inPlace } from '../decision.ts';
import { numberIn, type PressHandler, sentence } from './press.ts';

/** "Stop alerts": nothing edits this message any more; who pressed sees that it stands still. */
export const notifyOff: PressHandler = async (services, turn, press) => {
  const { place, cardMessageId = '' } = press;
  const alert = await services.watching.alertOn(place, cardMessageId, numberIn(press, 'id'));
  if (alert === undefined) return sentence(texts[turn.language].watch.nothing);
  const alerts = await services.watching.stopAlert(place, alert);
  return inPlace(alert.listed ? listMessage(services, alerts, alert, true) : stoppedAlert(services, alert));
};
