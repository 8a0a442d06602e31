/** The shop's settings: everything in this process but PostgreSQL, no admin pages, nothing told to anybody outside. */
// Medusa loads this file by `require`, so its folder is no ES module.
const { defineConfig } = module.require('@medusajs/framework/utils');

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: {
      storeCors: '',
      adminCors: '',
      authCors: '',
      jwtSecret: 'for this process only',
      cookieSecret: 'for this process only',
    },
  },
});
