/**
 * Names for invented people and places of care. None is taken from a list of real patients or providers.
 */

export const WOMEN: readonly string[] = [
  'Ada', 'Agnes', 'Alma', 'Amelia', 'Bernice', 'Beatriz', 'Carmen', 'Cecilia', 'Clara', 'Cora', 'Delia', 'Dolores',
  'Edith', 'Elena', 'Eleanor', 'Esther', 'Eunice', 'Fern', 'Flora', 'Frances', 'Geneva', 'Gloria', 'Hazel', 'Helen',
  'Ida', 'Imani', 'Irene', 'Iris', 'Josefa', 'Josephine', 'June', 'Keiko', 'Lena', 'Leona', 'Lillian', 'Lorraine',
  'Lucille', 'Mabel', 'Mai', 'Marian', 'Maxine', 'Mercedes', 'Mildred', 'Minerva', 'Myrtle', 'Naomi', 'Nettie', 'Nora',
  'Odessa', 'Olive', 'Opal', 'Pearl', 'Phyllis', 'Priya', 'Ramona', 'Rosa', 'Ruth', 'Sadie', 'Selma', 'Soledad',
  'Stella', 'Sylvia', 'Thelma', 'Velma', 'Vera', 'Viola', 'Wanda', 'Wilma', 'Winifred', 'Yolanda', 'Yvonne', 'Zelda',
]

export const MEN: readonly string[] = [
  'Abel', 'Alvin', 'Amos', 'Anders', 'Archie', 'Arturo', 'Bernard', 'Calvin', 'Cecil', 'Cesar', 'Chester', 'Clarence',
  'Clifford', 'Cyrus', 'Dewey', 'Earl', 'Edgar', 'Elias', 'Elmer', 'Emilio', 'Ernest', 'Eugene', 'Ezra', 'Felix',
  'Floyd', 'Francis', 'Gilbert', 'Glen', 'Gordon', 'Harold', 'Harvey', 'Hector', 'Herbert', 'Hiroshi', 'Homer',
  'Horace',
  'Howard', 'Ignacio', 'Irving', 'Isaac', 'Ivan', 'Jasper', 'Jerome', 'Julius', 'Kenji', 'Leland', 'Leon', 'Lester',
  'Lloyd', 'Luther', 'Manuel', 'Marvin', 'Maurice', 'Milton', 'Morris', 'Moses', 'Nathan', 'Norman', 'Orville', 'Oscar',
  'Percy', 'Rafael', 'Ralph', 'Roland', 'Rufus', 'Salvador', 'Sanjay', 'Stanley', 'Theodore', 'Vernon', 'Virgil',
  'Warren',
]

export const FAMILIES: readonly string[] = [
  'Abernathy', 'Adkins', 'Alder', 'Applegate', 'Ashby', 'Atwater', 'Bainbridge', 'Barlow', 'Beaumont', 'Birchwood',
  'Blackwell', 'Bramble', 'Brightwater', 'Brookings', 'Calloway', 'Cardenas', 'Carver', 'Castellano', 'Chisholm',
  'Clearwater', 'Colfax', 'Corbin', 'Crane', 'Cromwell', 'Dalton', 'Delgado', 'Dunmore', 'Eastman', 'Ellery',
  'Espinoza',
  'Fairchild', 'Farnsworth', 'Fenwick', 'Finch', 'Fontaine', 'Forsythe', 'Gallardo', 'Garland', 'Goldsmith', 'Granger',
  'Greenleaf', 'Hale', 'Hargrove', 'Hathaway', 'Hawthorne', 'Hollis', 'Holloway', 'Ibarra', 'Ingram', 'Isley',
  'Jardine',
  'Juarez', 'Kaneshiro', 'Keating', 'Kirkland', 'Kowalski', 'Lachance', 'Lambert', 'Larkin', 'Lindqvist', 'Lockhart',
  'Lujan', 'Mackey', 'Maldonado', 'Marlowe', 'Mayfield', 'Merriweather', 'Montoya', 'Nakamura', 'Nightingale',
  'Norwood',
  'Oakley', 'Okafor', 'Oliveira', 'Osborne', 'Pacheco', 'Paxton', 'Pemberton', 'Pickett', 'Quigley', 'Quintero',
  'Radcliffe',
  'Ravenel', 'Redfern', 'Rosales', 'Rutledge', 'Salinas', 'Sandoval', 'Sheffield', 'Sinclair', 'Stillwater', 'Strand',
  'Tanaka', 'Thackeray', 'Thornbury', 'Trujillo', 'Underhill', 'Valdez', 'Vandermeer', 'Villanueva', 'Wakefield',
  'Weatherby',
  'Whitcomb', 'Winslow', 'Woodruff', 'Yarborough', 'Yates', 'Zamora', 'Zimmerman',
]

/** First words of invented places of care. */
export const PLACES: readonly string[] = [
  'ALDER CREEK', 'AMBER VALLEY', 'BAYBERRY', 'BEACON HILL', 'BIRCH LAKE', 'BLUE HERON', 'BRIAR RIDGE', 'CANYON VIEW',
  'CEDAR FALLS', 'CLOVERDALE', 'COPPER RIVER', 'COTTONWOOD', 'CRESTLINE', 'DEER PARK', 'EAGLE POINT', 'ELM STREET',
  'FAIR HAVEN', 'FERN HOLLOW', 'FOUR CORNERS', 'FOX MEADOW', 'GLEN HARBOR', 'GRANITE BAY', 'GREEN MESA', 'HARVEST HILL',
  'HIGH PLAINS', 'HOLLY GROVE', 'IRON BRIDGE', 'JUNIPER', 'KINGFISHER', 'LAKE STERLING', 'LARKSPUR', 'LONE OAK',
  'MAGNOLIA', 'MAPLE TERRACE', 'MARSH LANDING', 'MILLSTONE', 'MORNING STAR', 'NORTH FORK', 'OLD ORCHARD', 'OTTER CREEK',
  'PALISADE', 'PINE BLUFF', 'PRAIRIE WIND', 'QUARRY ROAD', 'RED CLAY', 'RIVERBEND', 'ROSE ARBOR', 'SADDLEBACK',
  'SAGE CANYON', 'SHADY POINT', 'SILVER LAKE', 'SPRUCE MOUNTAIN', 'STONE HARBOR', 'SUGAR CREEK', 'SUMMIT RIDGE',
  'SWEETGRASS', 'TAMARACK', 'THREE PINES', 'TIDEWATER', 'TWIN OAKS', 'VALLEY FORD', 'WALNUT SQUARE', 'WHITE BIRCH',
  'WILLOW BEND', 'WINDMILL', 'YELLOW PINE',
]

export const STREETS: readonly string[] = [
  'Alder Way', 'Bramble Court', 'Cedar Street', 'Dogwood Lane', 'Elm Street', 'Foxglove Drive', 'Grove Avenue',
  'Hickory Road', 'Ivy Court', 'Juniper Street', 'Larch Lane', 'Maple Avenue', 'Orchard Road', 'Poplar Street',
  'Quail Run', 'River Road', 'Spruce Street', 'Tulip Lane', 'Walnut Street', 'Willow Drive',
]

export const CITIES: readonly string[] = [
  'Ashford', 'Bellmere', 'Cedarville', 'Dunsmore', 'Eastbrook', 'Fairmont', 'Glenrock', 'Harborton', 'Ivydale',
  'Kingsley', 'Lakeshire', 'Millbrook', 'Northfield', 'Oakhurst', 'Pinecrest', 'Riverton', 'Stonebridge', 'Westhaven',
]
