// What the build makes of our icon. Next's own declaration of such files says `any`.
declare module '@/public/icon.svg' {
  import type { StaticImageData } from 'next/image'
  const image: StaticImageData
  export default image
}
