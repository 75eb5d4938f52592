# Maximum-likelihood estimation: Truncated Pareto distribution.
#
#   f(x; lower, upper, shape) =
#       shape*lower**shape*x**(-shape-1)/(1-(lower/upper)**shape)
#   support: lower <= x <= upper
#   lower: positive
#   upper: lower < upper
#   shape: positive
#
# Log-likelihood:
#
#   (-shape - 1)*sum(log(x)) + (shape*log(lower) + log(shape) - log(1 -
#       (lower/upper)**shape))*n
#
# Estimator (boundary):
#
#   lower = min(x)
#   upper = max(x)
#   shape = the solution of ((lower/upper)**shape*log(lower/upper)/(1 -
#       (lower/upper)**shape) + log(lower) + 1/shape)*n - sum(log(x)) = 0
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#   A maximum exists only if 2 sum log x_i < n log x_(1) + n log x_(n).
#
# Source:
#
#   Aban, Meerschaert, Panorska (2006), Parameter estimation for the truncated
#       Pareto distribution, J. Amer. Statist. Assoc. 101, 270-277
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_truncated_pareto <- function(x) {
  x <- .truncated_pareto_column(x, "x")
  labels <- c("lower", "upper", "shape")
  limit <- .truncated_pareto_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .truncated_pareto_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_truncated_pareto(x, estimate)
    information <- hessian_truncated_pareto(x, estimate)
    regular <- c(3)
    information <- information[regular, regular, drop = FALSE]
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[regular, regular] <- chol2inv(root) / unit
      }
    }
  } else if (exists) {
    warning("no maximum was found", call. = FALSE)
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

#' The negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: lower, upper, shape, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_truncated_pareto <- function(x, parameters) {
  x <- .truncated_pareto_column(x, "x")
  .truncated_pareto_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: lower, upper, shape, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_truncated_pareto <- function(x, parameters) {
  x <- .truncated_pareto_column(x, "x")
  .truncated_pareto_gradient(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: lower, upper, shape, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_truncated_pareto <- function(x, parameters) {
  x <- .truncated_pareto_column(x, "x")
  triangle <- .truncated_pareto_hessian(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: lower, upper, shape, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_truncated_pareto <- function(x, parameters) {
  x <- .truncated_pareto_column(x, "x")
  lower <- parameters[[1]]
  upper <- parameters[[2]]
  shape <- parameters[[3]]
  t_32 <- shape / lower
  t_33 <- 1 / upper
  t_34 <- lower * t_33
  t_35 <- t_34^shape
  t_36 <- t_35 / (1 - t_35)
  score_1 <- rep_len(t_32 * t_36 + t_32, length(x))
  score_2 <- rep_len(-shape * t_33 * t_36, length(x))
  score_3 <- rep_len(
    t_36 * log(t_34) + log(lower) + 1 / shape - log(x), length(x)
  )
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("lower", "upper", "shape")
  out
}

# A variable as a numeric vector; stops if it is none.
.truncated_pareto_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric", call. = FALSE)
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty", call. = FALSE)
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite", call. = FALSE)
  }
  values
}

# 1 if neither end is finite.
.truncated_pareto_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.truncated_pareto_outward <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    if (isTRUE(u < 0)) {
      return(lower + (upper - lower) * exp(u) / (1 + exp(u)))
    }
    return(upper - (upper - lower) * exp(-u) / (1 + exp(-u)))
  }
  if (is.finite(lower)) {
    return(lower + exp(u))
  }
  if (is.finite(upper)) {
    return(upper - exp(u))
  }
  u
}

# The free coordinate of a parameter.
.truncated_pareto_inward <- function(t, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(log((t - lower) / (upper - t)))
  }
  if (is.finite(lower)) {
    return(log(t - lower))
  }
  if (is.finite(upper)) {
    return(log(upper - t))
  }
  t
}

# The slope of the parameter in its free coordinate.
.truncated_pareto_stretch <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return((upper - lower) * e / ((1 + e) * (1 + e)))
  }
  if (is.finite(lower)) {
    return(exp(u))
  }
  if (is.finite(upper)) {
    return(-exp(u))
  }
  1
}

# How far the free coordinate goes.
.truncated_pareto_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives shape, and its slope.
.truncated_pareto_equation_shape <- function(
    lower, upper, sum_log_x, n, shape
) {
  t <- lower / upper
  t_1 <- log(t)
  t_2 <- t^shape
  t_3 <- 1 - t_2
  t_4 <- t_2 / t_3
  t_5 <- t_1^2
  c(
    (t_1 * t_4 + log(lower) + 1 / shape) * n - sum_log_x,
    (t^(2 * shape) * t_5 / t_3^2 + t_4 * t_5 - 1 / shape^2) * n
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.truncated_pareto_zero_shape <- function(
    lower, upper, sum_log_x, n, near, f_near, far, f_far, lower_, upper_
) {
  a <- near
  f_a <- f_near
  b <- far
  if (isTRUE(b < a)) {
    a <- far
    f_a <- f_far
    b <- near
  }
  u <- near + (far - near) * f_near / (f_near - f_far)
  if (!isTRUE(a < u && u < b)) {
    u <- 0.5 * (a + b)
  }
  before <- b - a
  width <- b - a
  for (turn in seq_len(200) - 1) {
    found_1 <- .truncated_pareto_equation_shape(
      lower, upper, sum_log_x, n, .truncated_pareto_outward(u, lower_, upper_)
    )
    f <- found_1[1]
    slope <- found_1[2]
    if (isTRUE(f == 0)) {
      break
    }
    if (!is.finite(f)) {
      u <- 0.5 * (u + a)
      next
    }
    if (isTRUE((f > 0 && f_a > 0) || (f < 0 && f_a < 0))) {
      a <- u
      f_a <- f
    } else {
      b <- u
    }
    scale <- pmax(abs(u), 1)
    if (isTRUE(.truncated_pareto_unbounded(lower_, upper_) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .truncated_pareto_stretch(u, lower_, upper_))
    if (isTRUE(a < u + step && u + step < b && abs(step) < 0.5 * before)) {
      u <- u + step
      before <- abs(step)
      if (isTRUE(before <= 1e-09 * scale)) {
        break
      }
    } else {
      u <- 0.5 * (a + b)
      before <- b - a
    }
    if (isTRUE(b - a <= 4e-16 * scale)) {
      break
    }
  }
  .truncated_pareto_outward(u, lower_, upper_)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.truncated_pareto_root_shape <- function(
    lower, upper, sum_log_x, n, lower_, upper_, start
) {
  u <- 0
  if (isTRUE(lower_ < start && start < upper_)) {
    u <- .truncated_pareto_inward(start, lower_, upper_)
  }
  limit_1 <- .truncated_pareto_farthest(lower_, upper_)
  found_2 <- .truncated_pareto_equation_shape(
    lower, upper, sum_log_x, n, .truncated_pareto_outward(u, lower_, upper_)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .truncated_pareto_equation_shape(
      lower,
      upper,
      sum_log_x,
      n,
      .truncated_pareto_outward(u + shift, lower_, upper_)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .truncated_pareto_equation_shape(
        lower,
        upper,
        sum_log_x,
        n,
        .truncated_pareto_outward(u - shift, lower_, upper_)
      )
      f <- found_4[1]
      if (is.finite(f)) {
        u <- u - shift
      }
    }
    shift <- 2 * shift
  }
  if (!is.finite(f)) {
    return(NaN)
  }
  if (isTRUE(f == 0)) {
    return(.truncated_pareto_outward(u, lower_, upper_))
  }
  right <- u
  f_right <- f
  up <- 1
  left <- u
  f_left <- f
  down <- 1
  while (isTRUE(up > 0 || down > 0)) {
    if (isTRUE(up > 0)) {
      new <- pmin(right + up, limit_1)
      found_5 <- .truncated_pareto_equation_shape(
        lower,
        upper,
        sum_log_x,
        n,
        .truncated_pareto_outward(new, lower_, upper_)
      )
      f <- found_5[1]
      if (!is.finite(f)) {
        up <- 0.25 * up
        if (isTRUE(up < 0.001 * pmax(1, abs(right)))) {
          up <- 0
        }
      } else if (isTRUE((f > 0) == (f_right > 0))) {
        right <- new
        f_right <- f
        up <- 2 * up
        if (isTRUE(right >= limit_1)) {
          up <- 0
        }
      } else {
        return(
          .truncated_pareto_zero_shape(
            lower, upper, sum_log_x, n, right, f_right, new, f, lower_, upper_
          )
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .truncated_pareto_equation_shape(
        lower,
        upper,
        sum_log_x,
        n,
        .truncated_pareto_outward(new, lower_, upper_)
      )
      f <- found_6[1]
      if (!is.finite(f)) {
        down <- 0.25 * down
        if (isTRUE(down < 0.001 * pmax(1, abs(left)))) {
          down <- 0
        }
      } else if (isTRUE((f > 0) == (f_left > 0))) {
        left <- new
        f_left <- f
        down <- 2 * down
        if (isTRUE(left <= -limit_1)) {
          down <- 0
        }
      } else {
        return(
          .truncated_pareto_zero_shape(
            lower, upper, sum_log_x, n, left, f_left, new, f, lower_, upper_
          )
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.truncated_pareto_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  min_x <- min(x)
  max_x <- max(x)
  lower <- min_x
  upper <- max_x
  shape <- .truncated_pareto_root_shape(lower, upper, sum_log_x, n, 0, Inf, NaN)
  c(lower, upper, shape)
}

# 1 and the limits where no maximum exists, else 0.
.truncated_pareto_limits <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, NaN, NaN))
  }
  if (
    !isTRUE(
      -0.5 *
        (
          2 * (log(min_x) - log(max_x)) * sum_log_x -
            (log(min_x)^2 - log(max_x)^2) * n
        ) / (log(min_x) - log(max_x)) > 0
    )
  ) {
    return(c(1, NaN, NaN, 0))
  }
  c(0, NaN, NaN, NaN)
}

# The log-likelihood, every constant included.
.truncated_pareto_log_likelihood <- function(
    n, sum_log_x, lower, upper, shape
) {
  shape * n * log(lower) + n * log(shape) + (-shape - 1) * sum_log_x -
    n * log1p(-(lower / upper)^shape)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.truncated_pareto_nll <- function(x, lower, upper, shape) {
  if (!isTRUE(lower > 0 && is.finite(lower) && upper > lower &&
    is.finite(upper) && shape > 0 && is.finite(shape))) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= lower & x <= upper, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.truncated_pareto_log_likelihood(n, sum_log_x, lower, upper, shape)
}

# The gradient of the log-likelihood.
.truncated_pareto_score <- function(n, sum_log_x, lower, upper, shape) {
  t_37 <- shape * n
  t_38 <- t_37 / lower
  t_39 <- 1 / upper
  t_40 <- lower * t_39
  t_41 <- t_40^shape
  t_42 <- t_41 / (1 - t_41)
  c(
    t_38 * t_42 + t_38,
    -t_37 * t_39 * t_42,
    t_42 * n * log(t_40) + n * log(lower) + n / shape - sum_log_x
  )
}

# The gradient of nll; nan outside the domain or the support.
.truncated_pareto_gradient <- function(x, lower, upper, shape) {
  if (!isTRUE(lower > 0 && is.finite(lower) && upper > lower &&
    is.finite(upper) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= lower & x <= upper, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_7 <- .truncated_pareto_score(n, sum_log_x, lower, upper, shape)
  g_1 <- found_7[1]
  g_2 <- found_7[2]
  g_3 <- found_7[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.truncated_pareto_curvature <- function(n, lower, upper, shape) {
  t_43 <- 1 / upper
  t_44 <- lower * t_43
  t_45 <- t_44^shape
  t_47 <- n / lower
  t_48 <- shape * t_47
  t_49 <- 1 - t_45
  t_50 <- t_45 / t_49
  t_51 <- t_48 * t_50
  t_52 <- shape * n
  t_53 <- t_50 * t_52
  t_54 <- t_43 * t_53
  t_55 <- log(t_44)
  t_56 <- t_50 * n
  t_57 <- 1 / lower^2
  t_58 <- t_57 * t_52
  t_59 <- shape^2
  t_60 <- t_57 * t_59
  t_61 <- t_44^(2 * shape) / t_49^2
  t_62 <- t_61 * n
  t_63 <- t_47 * t_50
  t_64 <- t_43 * t_59
  t_65 <- 1 / upper^2
  t_66 <- t_59 * t_65
  t_67 <- t_55 * t_61
  t_68 <- t_55^2
  c(
    t_56 * t_60 + t_60 * t_62 - t_58 * t_50 - t_58,
    -t_61 * t_64 * t_47 - t_63 * t_64,
    t_53 * t_65 + t_56 * t_66 + t_62 * t_66,
    t_55 * t_51 + t_63 + t_67 * t_48 + t_47,
    -t_43 * t_56 - t_43 * t_67 * t_52 - t_54 * t_55,
    t_56 * t_68 + t_62 * t_68 - n / t_59
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.truncated_pareto_hessian <- function(x, lower, upper, shape) {
  if (!isTRUE(lower > 0 && is.finite(lower) && upper > lower &&
    is.finite(upper) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= lower & x <= upper, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_8 <- .truncated_pareto_curvature(n, lower, upper, shape)
  h_1 <- found_8[1]
  h_2 <- found_8[2]
  h_3 <- found_8[3]
  h_4 <- found_8[4]
  h_5 <- found_8[5]
  h_6 <- found_8[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
