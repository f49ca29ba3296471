export { alloc, release } from './memory'
