import { access } from './access/index.ts'
import { airing } from './airing/index.ts'
import { chat } from './chat/index.ts'
import { conduct } from './conduct/index.ts'
import type { FeatureModule } from './context.ts'
import { people } from './people/index.ts'
import { polls } from './polls/index.ts'
import { programme } from './programme/index.ts'
import { qa } from './qa/index.ts'
import { screens } from './screens/index.ts'

/** Everything Foyer can do. A new feature adds its line here and nothing else in core. */
export const features: readonly FeatureModule[] = [access, people, programme, airing, conduct, qa, chat, polls, screens]
