//! `login`: the one user of a deployment in mode `single`.

use super::SpecName;
use crate::option::block;
use crate::option::types::{Password, Secret};

block! {
    /// The one user of a deployment in mode `single`. Without password and token, natsconf makes a token.
    Login = "natsconf", keys EXACT {
        /// Its name, with a password.
        user: SpecName = "user", default "app";
        /// Its password, plain or hashed with bcrypt. The servers get the hash.
        password: Password = "password";
        /// A token in the place of name and password.
        token: Secret = "token";
    }
}
