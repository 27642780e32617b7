import { z } from 'zod'
import { botSchema, botUpdateSchema, newBotSchema, sightingSchema } from '#shared/bot.ts'
import { checkUrlSchema } from '#shared/source.ts'
import { siteCheckSchema } from '#shared/site-check.ts'
import { checkSite } from '../bots/check-site.ts'
import { createBot, deleteBot, getBot, listBots, listSightings, regenerateKey, updateBot } from '../bots/bots.ts'
import { adminProcedure, router } from './init.ts'

const idSchema = z.string('The id must be text.').min(1).max(64)
const oneBotSchema = z.strictObject({ id: idSchema })

export const botsRouter = router({
  list: adminProcedure
    .meta({ rest: { method: 'GET', path: '/api/admin/bots', summary: 'All bots with usage and training status' } })
    .output(z.object({ bots: z.array(botSchema).describe('All there are, oldest first') }))
    .query(async ({ ctx }) => ({ bots: await listBots(ctx.deps) })),

  create: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/bots',
        summary: 'Create a bot',
        status: 201,
        body: newBotSchema,
        example: { name: 'Anna' },
        errors: { bad_input: 'A field is wrong or unknown; or a budget is set and the model has no known price' },
      },
    })
    .input(newBotSchema)
    .output(botSchema)
    .mutation(({ ctx, input }) => createBot(ctx.deps, input)),

  get: adminProcedure
    .meta({ rest: { method: 'GET', path: '/api/admin/bots/{id}', summary: 'One bot' } })
    .input(oneBotSchema)
    .output(botSchema)
    .query(({ ctx, input }) => getBot(ctx.deps, input.id)),

  update: adminProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/api/admin/bots/{id}',
        summary: 'Change the given fields of a bot',
        body: botUpdateSchema,
        example: { welcome_message: 'Hello, what would you like to know?', message_limit: 2000 },
        errors: {
          bad_input: 'A field is wrong or unknown; or a budget is set and the model has no known price',
          conflict: 'Another change of the same field came first (`based_on`)',
        },
      },
    })
    .input(botUpdateSchema.extend({ id: idSchema }))
    .output(botSchema)
    .mutation(({ ctx, input: { id, ...update } }) => updateBot(ctx.deps, id, update)),

  delete: adminProcedure
    .meta({
      rest: {
        method: 'DELETE',
        path: '/api/admin/bots/{id}',
        summary: 'Delete a bot with its knowledge and conversations',
        status: 204,
      },
    })
    .input(oneBotSchema)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteBot(ctx.deps, input.id)),

  sightings: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/admin/bots/{id}/sightings',
        summary: 'The sites whose pages loaded the widget, latest first',
      },
    })
    .input(oneBotSchema)
    .output(z.object({ sightings: z.array(sightingSchema).describe('The last ten sites') }))
    .query(async ({ ctx, input }) => ({ sightings: await listSightings(ctx.deps, input.id) })),

  checkSite: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/bots/{id}/check-site',
        summary: "Fetch a page of the owner's site and say whether the bot's code works on it",
        body: checkUrlSchema,
        example: { url: '$PAGE_URL' },
        errors: { unprocessable: 'The page cannot be read; the message says why' },
      },
    })
    .input(checkUrlSchema.extend({ id: idSchema }))
    .output(siteCheckSchema)
    .mutation(({ ctx, input }) => checkSite(ctx.deps, ctx.origin, input.id, input.url)),

  regenerateKey: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/bots/{id}/regenerate-key',
        summary: 'Make a new widget key; the old one is refused at once',
      },
    })
    .input(oneBotSchema)
    .output(z.object({ api_key: z.string().describe('The new key') }))
    .mutation(async ({ ctx, input }) => ({ api_key: await regenerateKey(ctx.deps, input.id) })),
})
