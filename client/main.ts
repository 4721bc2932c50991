import { mount } from 'svelte'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import './core/theme.svelte.ts'
import { startRouter } from './core/router.svelte.ts'
import App from './views/App.svelte'
import { pages } from './views/routes.ts'

startRouter({
  pages,
  missing: () => import('./views/NotFound.svelte'),
  broken: () => import('./views/Broken.svelte'),
})
const target = document.getElementById('app')
if (!target) throw new Error('index.html has no #app')
mount(App, { target })
