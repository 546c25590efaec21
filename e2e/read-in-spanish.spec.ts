// Somebody reads Spanish: on our pages, on the way to Medicare, and back.
import { expect, test } from '@playwright/test'
import { answerMedicare, expectAccessible, leaveForMedicare, user } from './steps'

test('the whole way is in Spanish, Medicare included', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Español' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await leaveForMedicare(page)
  await expect(page.locator('html')).toHaveAttribute('lang', /^es/)
  await answerMedicare(page, user(8))
  await expect(page.getByRole('heading', { level: 1, name: 'Ya está conectado. Esto es lo que eligió.' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Ver sus reclamaciones' }).click()
  await expect(page.getByText('7 de 7 reclamaciones').first()).toBeVisible()
  await expectAccessible(page)
  for (const path of ['/coverage', '/profile', '/access']) {
    await page.goto(path)
    await expect(page.locator('html')).toHaveAttribute('lang', 'es')
    await expectAccessible(page)
  }
  await page.getByRole('button', { name: 'Cerrar sesión' }).first().click()
  await expect(page).toHaveURL(/\/signed-out/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
})
