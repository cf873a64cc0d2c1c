import common from '../../locales/en.json'
import widget from '../../locales/widget/en.json'

export default { ...common, ...widget }
