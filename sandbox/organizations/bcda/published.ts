// The six sets of people that CMS publishes for its BCDA sandbox, with the credentials that open them (contract 1.1).
// The credentials are public; here they open invented people only.

export interface PublishedSet {
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  /** The organization that the credentials belong to. */
  readonly cmsId: string
  /** How many people are enrolled. */
  readonly enrollees: number
  /** The number of the first of them; the others follow (sandbox/people). */
  readonly firstPerson: number
  /** Whether claims that are not decided yet may be seen. */
  readonly partiallyAdjudicated: boolean
}

export const publishedSets: readonly PublishedSet[] = [
  {
    name: 'simple XS',
    clientId: '3841c594-a8c0-41e5-98cc-38bb45360d3c',
    clientSecret: 'c29dd70cdb04dec2b8c06bc543e012f5264c57b13c523999aea29af76cf7f80fd90c864da6f8e7c6',
    cmsId: 'A9990',
    enrollees: 50,
    firstPerson: 100,
    partiallyAdjudicated: false,
  },
  {
    name: 'simple XL',
    clientId: '6152afb4-c555-46e4-93de-fa16a441d643',
    clientSecret: 'f73a5b54c96601570f54d337fa399964399f7ae3b5223d62178cf415e60b93e799709b0fddea448a',
    cmsId: 'A9991',
    enrollees: 30_000,
    firstPerson: 0,
    partiallyAdjudicated: false,
  },
  {
    name: 'advanced XS',
    clientId: '6dc59a4c-ef93-46c0-9c00-02e500e13731',
    clientSecret: '48fe3a3731ee5b68cf4ebeea6d93fa2d9db3396e94f6830f17d7d7c0fa1fb61f413fcde6f6322f84',
    cmsId: 'A9994',
    enrollees: 100,
    firstPerson: 200,
    partiallyAdjudicated: false,
  },
  {
    name: 'advanced L',
    clientId: 'f5b6a686-0d7b-4080-873a-e60534fd2995',
    clientSecret: '96ac1483449c652f363396737937f23cdae47a56a116c8a4405dbd54b31d2686f005df502c5c86ab',
    cmsId: 'A9995',
    enrollees: 10_000,
    firstPerson: 0,
    partiallyAdjudicated: false,
  },
  {
    name: 'REACH XS',
    clientId: '7e57394f-eddb-46c7-a87b-a23f14ded95d',
    clientSecret: '2c5130031150cd43afdc24659de2210086f6115fc8d897d7547faaa26c827b53bb70c14089bdeb17',
    cmsId: 'D9990',
    enrollees: 110,
    firstPerson: 400,
    partiallyAdjudicated: true,
  },
  {
    name: 'REACH L',
    clientId: '1f4575c9-80ea-425c-9d3e-c2b79e9159da',
    clientSecret: '78389f5e9a9148cfd14832b4dfa89d8ebf3d09e178763ec3cdfee1373068e3b60f66c1bed2c14025',
    cmsId: 'D9991',
    enrollees: 11_000,
    firstPerson: 10_000,
    partiallyAdjudicated: true,
  },
]
