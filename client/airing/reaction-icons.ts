import CircleQuestion from '@lucide/svelte/icons/circle-question-mark'
import Heart from '@lucide/svelte/icons/heart'
import Lightbulb from '@lucide/svelte/icons/lightbulb'
import PartyPopper from '@lucide/svelte/icons/party-popper'
import Smile from '@lucide/svelte/icons/smile'
import ThumbsUp from '@lucide/svelte/icons/thumbs-up'

/** The picture of each reaction, in the bar and over the stage. */
export const reactionIcons = {
  thumbsUp: ThumbsUp,
  heart: Heart,
  idea: Lightbulb,
  smile: Smile,
  puzzled: CircleQuestion,
  party: PartyPopper,
}
